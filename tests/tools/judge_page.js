// Opens pages in Chromium and says what axe-core and the browser itself make of them. Reads its orders as JSON from
// standard input, and writes one verdict for each page and setting, as JSON, to standard output.

const fs = require("fs");
const os = require("os");
const path = require("path");

const wanted = JSON.parse(fs.readFileSync(0, "utf8"));
const { chromium } = require(wanted.driver);
const axe = fs.readFileSync(wanted.axe, "utf8");

async function judge(context, address, setting) {
  const page = await context.newPage();
  await page.setViewportSize({ width: setting.width, height: setting.height });
  await page.emulateMedia({ colorScheme: setting.scheme });
  const requests = [];
  const console = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => console.push(message.text()));
  page.on("pageerror", (error) => console.push(String(error)));
  page.on("dialog", (dialog) => { console.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(address);
  await page.evaluate((text) => {
    document.querySelectorAll("details").forEach((each) => { each.open = true; });
    if (text !== 100) document.documentElement.style.fontSize = `${1.125 * text}%`;
  }, setting.text);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const answers = [];
  for (const question of wanted.questions) answers.push(await page.evaluate(question));
  if (setting.picture) await page.screenshot({ path: setting.picture, fullPage: true });
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "incomplete"] }));
  await page.close();
  const said = (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary || ""}`);
  return {
    violations: found.violations.flatMap(said),
    unsure: found.incomplete.map((rule) => rule.id),
    checked: found.passes.length,
    requests: requests.filter((each) => each !== address && !each.startsWith("data:")),
    console,
    beyond,
    answers,
  };
}

async function main() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: wanted.chromium,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
  try {
    const verdicts = [];
    for (const address of wanted.pages) {
      for (const setting of wanted.settings) verdicts.push(await judge(context, address, setting));
    }
    process.stdout.write(JSON.stringify(verdicts));
  } finally {
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

main().catch((error) => { process.stderr.write(String(error.stack)); process.exit(1); });
