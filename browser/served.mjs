// Walks through the real program in a real browser with JavaScript switched off, as reporter and as member.
//
//   CANDOR_BIN=target/debug/candor node served.mjs [SCREENSHOTS]
//
// It starts `candor serve --demo` on an empty folder, then: the program's page, the report form with a file, the
// receipt, the mailbox; sign-in, queue, case, a command on its own page, one on the case, the advisory, notices,
// sign-out. Every page that is served on the way must be without findings of axe-core (WCAG 2.0 to 2.2 A and AA,
// best practice), make requests to its own host only, and break no rule of its own content security policy.
// Prints what is wrong; exits with 1 if anything is.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const binary = process.env.CANDOR_BIN;
const [screenshots] = process.argv.slice(2);
if (!binary) {
  console.error("Name the program: CANDOR_BIN=target/debug/candor node served.mjs");
  process.exit(2);
}
if (screenshots) await mkdir(screenshots, { recursive: true });

const wrong = [];
const expect = (holds, sentence) => holds || wrong.push(sentence);
const folder = await mkdtemp(join(tmpdir(), "candor-walk-"));
const candor = spawn(binary, ["serve", "--demo", "--listen", "127.0.0.1:0"], {
  env: { PATH: process.env.PATH, CANDOR_DATA: join(folder, "data"), CANDOR_LOG: "warn" },
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

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await chromium.launch({
  executablePath: process.env.CANDOR_CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
let pages = 0;

try {
  const [, origin] = await told(/Listening on (http:\/\/\S+)/);
  const [, name, passphrase] = await told(/name: (\S+) {2}passphrase: (\S+)/);
  await told(/were replayed/);

  // axe is a script: it judges a copy of the page, at the same address, in a browser that runs scripts.
  const judging = await browser.newContext({ bypassCSP: true, reducedMotion: "reduce" });
  const judge = await judging.newPage();
  const judged = async (page, what) => {
    pages += 1;
    const html = await page.content();
    await judge.route(page.url(), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    await judge.goto(page.url());
    await judge.unroute(page.url());
    await judge.evaluate(axe);
    const result = await judge.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), tags);
    expect(result.passes.length > 10, `${what}: axe found next to nothing to look at`);
    for (const { id, help, nodes } of result.violations) {
      wrong.push(`${what}: ${id}: ${help}\n    ${nodes.map((node) => node.html).slice(0, 3).join("\n    ")}`);
    }
    if (screenshots) await page.screenshot({ path: join(screenshots, `${pages}.${what.replaceAll(" ", "-")}.png`), fullPage: true });
  };
  const visitor = async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("request", (request) => expect(request.url().startsWith(`${origin}/`), `loads ${request.url()}`));
    // Refusals are part of the walk, and their statuses are checked; everything else on the console is wrong.
    page.on("console", (message) => {
      const isRefusal = message.text().startsWith("Failed to load resource: the server responded with a status of 4");
      if (message.type() === "error" && !isRefusal) wrong.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  };
  const go = async (page, path, what) => {
    const answer = await page.goto(`${origin}${path}`);
    expect(answer.status() === 200, `${what}: ${path} is answered with ${answer.status()}`);
    await judged(page, what);
  };
  const press = async (page, button, what) => {
    await Promise.all([page.waitForNavigation(), button.click()]);
    await judged(page, what);
  };
  const words = (page) => page.locator("main").innerText();

  // The reporter.
  const reporter = await visitor();
  await go(reporter, "/", "home");
  await go(reporter, "/p/sigtech", "program");
  await press(reporter, reporter.getByRole("link", { name: /report/i }).first(), "report form");
  const fields = reporter.locator("main form[enctype] textarea, main form[enctype] input[type=text][id^=report-field]");
  for (let place = 0; place < await fields.count(); place += 1) {
    await fields.nth(place).fill(`What I found, part ${place + 1}`);
  }
  for (const choice of await reporter.locator("main form[enctype] select").all()) await choice.selectOption({ index: 1 });
  for (const tick of await reporter.locator("input[name=rules]").all()) await tick.check();
  await press(reporter, reporter.getByRole("button", { name: "Check my report" }), "report looked over");
  expect((await fields.first().inputValue()).includes("part 1"), "a report that was looked over lost its words");
  for (const tick of await reporter.locator("input[name=rules]").all()) expect(await tick.isChecked(), "a tick was lost");
  await reporter.locator("input[type=file]").setInputFiles({ name: "proof.txt", mimeType: "text/plain", buffer: Buffer.from("proof") });
  await press(reporter, reporter.getByRole("button", { name: "Send the report" }), "receipt");
  const receipt = (await reporter.locator("ol.words li").allInnerTexts()).join(" ");
  expect(receipt.split(" ").length === 12, `the receipt has no twelve words: ${await words(reporter)}`);
  const handle = await reporter.locator("dl.facts code").first().innerText();
  await go(reporter, "/mailbox", "mailbox entry");
  await reporter.locator("textarea[name=receipt]").fill(`${receipt} zoo`);
  await press(reporter, reporter.getByRole("button", { name: "Open the mailbox" }), "mistyped receipt");
  await reporter.locator("textarea[name=receipt]").fill(receipt);
  await press(reporter, reporter.getByRole("button", { name: "Open the mailbox" }), "mailbox");
  expect((await words(reporter)).includes("proof.txt"), "the mailbox does not show the file");

  // The team.
  const member = await visitor();
  await go(member, `/desk/sign-in?next=${encodeURIComponent("/desk?program=sigtech")}`, "sign in");
  await member.locator("input[name=name]").fill(name);
  await member.locator("input[type=password]").fill("not this one at all");
  await press(member, member.locator("main button[type=submit]"), "wrong passphrase");
  await member.locator("input[name=name]").fill(name);
  await member.locator("input[type=password]").fill(passphrase);
  await press(member, member.locator("main button[type=submit]"), "queue");
  await press(member, member.getByRole("link", { name: handle }), "case");
  const acknowledge = member.locator("details.command:has(#do-acknowledge)");
  await acknowledge.locator("summary").click();
  await acknowledge.locator("textarea").first().fill("Thank you. We look into it.");
  await press(member, acknowledge.locator("button[type=submit]"), "case after a command");
  expect((await words(member)).includes("Thank you. We look into it."), "the case does not show what was said");
  await press(member, member.getByRole("link", { name: /severity/i }).first(), "command on its own page");
  await member.locator("main form select, main form input[type=radio]").first().waitFor();
  if (await member.locator("main form select[name=severity]").count()) {
    await member.locator("main form select[name=severity]").selectOption("high");
  } else {
    await member.locator("main form input[type=radio][value=high]").check();
  }
  await press(member, member.locator("main form button[type=submit]"), "case after a command from its page");
  expect(/Severity\s*high/i.test(await words(member)), "the case does not show its severity");
  await press(member, member.getByRole("link", { name: "Write the advisory" }), "advisory");
  await member.locator("input[name=title]").fill("A window into the vault");
  await member.locator("textarea[name=summary]").fill("Everybody with a window is affected.");
  await press(member, member.getByRole("button", { name: "Preview" }), "advisory preview");
  expect((await words(member)).includes("A window into the vault"), "the preview does not show the title");
  await go(member, "/desk/p/sigtech/members", "members");
  await go(member, "/desk/p/sigtech/ledger", "team ledger");
  const seen = member.getByRole("button", { name: "Mark these as seen" });
  // Background work wakes up every twenty seconds.
  for (let tries = 0; tries < 40 && !(await seen.count()); tries += 1) {
    await new Promise((later) => setTimeout(later, 1_000));
    await member.goto(`${origin}/desk`);
  }
  await go(member, "/desk", "whole queue");
  if (await seen.count()) {
    await press(member, seen, "queue with notices seen");
    expect(!(await seen.count()), "notices that were seen are shown again");
  } else {
    wrong.push("a new report made no notice");
  }
  await press(member, member.getByRole("button", { name: /sign out/i }), "signed out");

  // What the team said has reached the reporter.
  await go(reporter, "/mailbox/case", "mailbox with an answer");
  expect((await words(reporter)).includes("Thank you. We look into it."), "the answer did not reach the mailbox");
  for (const path of ["/p/sigtech/statistics", "/p/sigtech/advisories", "/p/sigtech/credits", "/p/sigtech/privacy"]) {
    await go(reporter, path, path.split("/").at(-1));
  }
  const missing = await reporter.goto(`${origin}/p/nowhere`);
  expect(missing.status() === 404, `an unknown program is answered with ${missing.status()}`);
  await judged(reporter, "not found");
} catch (error) {
  wrong.push(String(error.stack ?? error));
} finally {
  await browser.close();
  candor.kill("SIGTERM");
  await rm(folder, { recursive: true, force: true });
}
for (const sentence of wrong) console.log(sentence);
console.log(`${pages} served pages, ${wrong.length} things wrong`);
process.exitCode = wrong.length === 0 ? 0 : 1;
