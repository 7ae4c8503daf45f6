// A member with a passkey, in a real browser with a virtual authenticator that has the prf extension.
//
//   CANDOR_BIN=target/debug/candor node passkeys.mjs
//
// It starts `candor serve --demo` on an empty folder at http://localhost, then: adds a passkey, signs in with it
// (the touch unlocks), opens a case, locks and unlocks, shows once more who it is, sets up an authenticator app
// and signs in with it, removes the passkey, and finds that it is worth nothing. The page that asks for a passkey
// carries the one script there is; every other page carries none, breaks no rule of its policy and loads nothing
// from elsewhere. A browser without JavaScript signs in all the same. Prints what is wrong; exits with 1 if
// anything is.

import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const binary = process.env.CANDOR_BIN;
if (!binary) {
  console.error("Name the program: CANDOR_BIN=target/debug/candor node passkeys.mjs");
  process.exit(2);
}
const port = await new Promise((found) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});
// Browsers have passkeys on localhost, and not on an address of numbers.
const origin = `http://localhost:${port}`;
const folder = await mkdtemp(join(tmpdir(), "candor-passkeys-"));
const candor = spawn(binary, ["serve", "--demo", "--listen", `127.0.0.1:${port}`], {
  env: {
    PATH: process.env.PATH, CANDOR_DATA: join(folder, "data"), CANDOR_LOG: "warn", CANDOR_PUBLIC_URL: origin,
    CANDOR_RATE_LIMIT: "0",
  },
  stdio: ["ignore", "pipe", "pipe"],
});
let said = "";
const told = (pattern) =>
  new Promise((found, lost) => {
    const look = () => {
      const match = said.match(pattern);
      if (match) found(match);
      return match;
    };
    const hear = (bytes) => { said += bytes; look(); };
    if (look()) return;
    candor.stdout.on("data", hear);
    candor.stderr.on("data", hear);
    candor.on("exit", () => lost(new Error(`candor ended before it said ${pattern}:\n${said}`)));
    setTimeout(() => lost(new Error(`candor did not say ${pattern}:\n${said}`)), 120_000).unref();
  });

const wrong = [];
let checks = 0;
const check = async (name, body) => {
  checks += 1;
  try {
    await body();
  } catch (error) {
    wrong.push(`${name}: ${error.stack ?? error}`);
    throw error;
  }
};
const expect = (holds, sentence) => {
  if (!holds) throw new Error(sentence);
};

/** The code of an authenticator app (RFC 6238) for a typed key. */
const code = (typed, second) => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...typed.replaceAll(" ", "")].map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(second / 30)));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};

const browser = await chromium.launch({
  executablePath: process.env.CANDOR_CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

try {
  await told(/Listening on/);
  const [, name, passphrase] = await told(/name: (\S+) {2}passphrase: (\S+)/);
  await told(/were replayed/);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) wrong.push(`loads ${request.url()}`);
  });
  page.on("console", (message) => {
    const isRefusal = message.text().startsWith("Failed to load resource: the server responded with a status of 4");
    if (message.type() === "error" && !isRefusal) wrong.push(`${page.url()}: ${message.text()}`);
  });
  page.on("response", async (response) => {
    const kind = response.headers()["content-type"] ?? "";
    if (!kind.startsWith("text/html") || response.status() === 303) return;
    const policy = response.headers()["content-security-policy"];
    const text = await response.text().catch(() => "");
    // A page that was left at once gave no text to look at.
    if (!text) return;
    const scripts = text.split("<script").length - 1;
    const allowed = policy.includes("script-src 'self'");
    if (scripts !== (allowed ? 1 : 0)) wrong.push(`${response.url()}: ${scripts} scripts, and the policy ${policy}`);
    if (policy.includes("connect-src") || policy.includes("unsafe")) wrong.push(`${response.url()}: ${policy}`);
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true,
      hasUserVerification: true, isUserVerified: true, hasPrf: true, automaticPresenceSimulation: true,
    },
  });
  const words = () => page.locator("main").innerText();
  const press = (button) => Promise.all([page.waitForNavigation(), page.getByRole("button", { name: button }).click()]);
  const byWords = async (at = page) => {
    await at.goto(`${origin}/desk/sign-in`);
    await at.locator("input[name=name]").fill(name);
    await at.locator("input[type=password]").fill(passphrase);
    await Promise.all([at.waitForNavigation(), at.getByRole("button", { name: "Sign in", exact: true }).click()]);
  };
  const isAt = (path) => page.waitForURL(`${origin}${path}`);

  await check("sec_4 a passkey is added and unlocks", async () => {
    await byWords();
    await page.goto(`${origin}/desk/account`);
    await page.getByLabel("Name of a new passkey").fill("phone");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await isAt("/desk/account");
    if (!(await words()).includes("signs in and unlocks")) {
      // It computed nothing when it was made: it is shown once more.
      await page.goto(`${origin}/desk/step-up?next=/desk/account`);
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await isAt("/desk/account");
    }
    expect((await words()).includes("signs in and unlocks"), await words());
    const { credentials } = await devtools.send("WebAuthn.getCredentials", { authenticatorId });
    expect(credentials.length === 1 && credentials[0].rpId === "localhost", JSON.stringify(credentials));
  });

  await check("sec_4 a passkey signs in and opens a case with one touch", async () => {
    await press("Sign out");
    await page.goto(`${origin}/desk/sign-in`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await isAt("/desk");
    await page.locator("main table a").first().click();
    await page.waitForURL(/\/desk\/p\/[^/]+\/cases\//);
    expect((await page.locator("h1").count()) === 1 && (await words()).length > 500, await words());
  });

  await check("sec_4 a passkey unlocks a locked session", async () => {
    await page.goto(`${origin}/desk/account`);
    await press("Lock this session now");
    await isAt("/desk/unlock");
    await page.goto(`${origin}/desk/account`);
    expect(page.url().startsWith(`${origin}/desk/unlock`), `locked, and at ${page.url()}`);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await isAt("/desk/account");
  });

  await check("sec_4 a passkey shows once more who it is", async () => {
    const before = (await context.cookies()).find((cookie) => cookie.name === "candor-desk").value;
    await page.goto(`${origin}/desk/step-up?next=/desk/account`);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await isAt("/desk/account");
    const after = (await context.cookies()).find((cookie) => cookie.name === "candor-desk").value;
    expect(before !== after, "the session kept its name");
  });

  let key = "";
  await check("sec_4 an app is set up and signs in", async () => {
    await page.goto(`${origin}/desk/account/app`);
    await page.locator("input[type=password]").fill(passphrase);
    await press("Continue");
    key = await page.locator("dt:has-text('Key to type') + dd code").innerText();
    const now = Date.now() / 1000;
    await page.locator("input[name=code]").fill(code(key, now));
    await Promise.all([page.waitForNavigation(), page.locator("main button[type=submit]").first().click()]);
    expect((await page.locator("ul.once li").count()) === 10, await words());
    await page.goto(`${origin}/desk/account`);
    await press("Sign out");
    await byWords();
    expect(page.url().startsWith(`${origin}/desk/sign-in/code`), `asked for no code, at ${page.url()}`);
    // The code of this half minute was used: the next one is accepted a little early.
    await page.locator("input[name=code]").fill(code(key, now + 30));
    await press("Continue");
    await isAt("/desk");
  });

  await check("sec_4 the second step takes the passkey as well", async () => {
    await page.goto(`${origin}/desk/account`);
    await press("Sign out");
    await byWords();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await isAt("/desk");
  });

  await check("sec_4 a browser without JavaScript goes by passphrase and app", async () => {
    const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${origin}/desk/sign-in`);
    await Promise.all([plain.waitForNavigation(), plain.getByRole("button", { name: "Sign in with a passkey" }).click()]);
    expect((await plain.locator("main").innerText()).includes("this browser runs none"), "it says nothing of scripts");
    await plain.getByRole("link", { name: "Sign in with name and passphrase" }).click();
    await byWords(plain);
    expect(plain.url().startsWith(`${origin}/desk/sign-in/code`), `at ${plain.url()}`);
  });

  await check("sec_4 a removed passkey is worth nothing", async () => {
    await page.goto(`${origin}/desk/account`);
    await press(/Remove the passkey/);
    expect((await words()).includes("No passkey is added."), await words());
    await press("Sign out");
    await page.goto(`${origin}/desk/sign-in`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("This passkey is not known here").first().waitFor();
    await page.goto(`${origin}/desk`);
    expect(page.url().startsWith(`${origin}/desk/sign-in`), `signed in, at ${page.url()}`);
  });
} catch (error) {
  if (wrong.length === 0) wrong.push(String(error.stack ?? error));
} finally {
  await browser.close();
  candor.kill("SIGTERM");
  await rm(folder, { recursive: true, force: true });
}
for (const sentence of wrong) console.log(sentence);
console.log(`${checks} walks with a passkey, ${wrong.length} things wrong`);
process.exitCode = wrong.length === 0 ? 0 : 1;
