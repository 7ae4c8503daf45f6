// Opens every sample page in a real browser and looks for what tests on the text cannot see.
//
//   node axe.mjs SAMPLES [SCREENSHOTS] [--only=PART-OF-A-NAME]
//
// SAMPLES is a folder written by the test `samples_are_written_for_the_browser_when_asked` of crates/pages
// (CANDOR_SAMPLES_DIR=… cargo test -p pages samples_are_written). For each page, in light, dark, mirrored and on
// a narrow screen: axe-core finds nothing (WCAG 2.0 to 2.2 A and AA, best practice). At 320 px nothing scrolls
// sideways. Inputs and buttons are at least 44 px high. A page makes at most 3 requests (4 with our script), all to its own host,
// and breaks no rule of the strict content security policy. Prints what is wrong; exits with 1 if anything is.

import { createServer } from "node:http";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const [samples, screenshots] = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const only = process.argv.find((arg) => arg.startsWith("--only="))?.slice("--only=".length) ?? "";
if (!samples) {
  console.error("Name the folder of the samples: node axe.mjs SAMPLES [SCREENSHOTS] [--only=PART]");
  process.exit(2);
}
if (screenshots) await mkdir(screenshots, { recursive: true });

const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const scriptPolicy = policy.replace("style-src", "script-src 'self'; style-src");
const kinds = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript",
};
/** The pages that ask for a passkey are the only ones with a script. */
const hasScript = (name) => /(^|\/)passkey\./.test(name);
const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  try {
    let body = await readFile(join(samples, normalize(url.pathname)));
    if (url.searchParams.has("rtl")) body = body.toString().replace(/(<html[^>]*) dir="ltr"/, '$1 dir="rtl"');
    response.writeHead(200, { "content-type": kinds[extname(url.pathname)], "content-security-policy": hasScript(url.pathname) ? scriptPolicy : policy });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const origin = `http://127.0.0.1:${server.address().port}`;

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const wide = { width: 1100, height: 900 };
// The markup is the same in every look: the first holds every rule, the others those that colours decide, or places.
const every = { type: "tag", values: tags };
const colours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const places = { type: "rule", values: ["target-size", "scrollable-region-focusable", "avoid-inline-spacing"] };
const looks = [
  { look: "light", viewport: wide, colorScheme: "light", runOnly: every },
  { look: "dark", viewport: wide, colorScheme: "dark", runOnly: colours },
  { look: "rtl", viewport: wide, colorScheme: "light", query: "?rtl", runOnly: places },
  { look: "narrow", viewport: { width: 360, height: 740 }, colorScheme: "light", runOnly: places },
];

const browser = await chromium.launch({
  executablePath: process.env.CANDOR_CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const names = (await readdir(samples)).filter((name) => name.endsWith(".html") && name.includes(only)).sort();
if (names.length === 0) {
  console.error(`No sample page in ${samples} has "${only}" in its name.`);
  process.exit(2);
}
const wrong = [];
let passes = 0;

// axe puts a script into the page, which the policy forbids: so the policy is bypassed here and held below.
await Promise.all(looks.map(async ({ look, viewport, colorScheme, query = "", runOnly }) => {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce", bypassCSP: true });
  const page = await context.newPage();
  for (const name of names) {
    await page.goto(`${origin}/${name}${query}`);
    await page.evaluate(axe);
    const result = await page.evaluate((only) => window.axe.run({ runOnly: only }), runOnly);
    passes += result.passes.length;
    for (const { id, help, nodes } of result.violations) {
      wrong.push(`${name} (${look}): ${id}: ${help}\n    ${nodes.map((node) => node.html).slice(0, 3).join("\n    ")}`);
    }
    if (screenshots) {
      await page.screenshot({ path: join(screenshots, name.replace(".html", `.${look}.png`)), fullPage: true });
    }
  }
  await context.close();
}));

const context = await browser.newContext({ viewport: { width: 320, height: 640 }, reducedMotion: "reduce" });
for (const name of names) {
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => message.type() === "error" && wrong.push(`${name}: ${message.text()}`));
  for (const query of ["", "?rtl"]) {
    requests.length = 0;
    await page.goto(`${origin}/${name}${query}`);
    if (requests.length > (hasScript(name) ? 4 : 3)) wrong.push(`${name}: ${requests.length} requests`);
    for (const url of requests) if (!url.startsWith(`${origin}/`)) wrong.push(`${name}: loads ${url}`);
    const { scroll, low } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      low: [...document.querySelectorAll("button, .button, select, textarea, input:not([type=hidden])")]
        .filter((element) => element.checkVisibility() && !element.closest(".trap"))
        .map((element) => (element.matches("[type=radio], [type=checkbox]") ? element.labels[0] : element))
        .filter((element) => element.getBoundingClientRect().height < 44)
        .map((element) => element.outerHTML.slice(0, 120)),
    }));
    if (scroll > 320) wrong.push(`${name}${query}: scrolls sideways at 320 px (${scroll} px wide)`);
    for (const element of low) wrong.push(`${name}: lower than 44 px: ${element}`);
  }
  await page.close();
}

if (screenshots) {
  for (const [media, options] of Object.entries({ print: { media: "print" }, forced: { forcedColors: "active" } })) {
    const page = await browser.newPage({ viewport: wide });
    await page.emulateMedia(options);
    for (const name of names.filter((name) => name.endsWith(".full.html"))) {
      await page.goto(`${origin}/${name}`);
      await page.screenshot({ path: join(screenshots, name.replace(".html", `.${media}.png`)), fullPage: true });
    }
    await page.close();
  }
}

await browser.close();
server.close();
for (const sentence of wrong) console.log(sentence);
console.log(`${names.length} pages, ${looks.length} looks: ${passes} rules passed, ${wrong.length} things wrong`);
process.exitCode = wrong.length === 0 ? 0 : 1;
