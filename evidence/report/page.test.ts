import { existsSync } from "node:fs";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { html } from "./markup";
import { reportPage } from "./page";
import { reportInput } from "./report.fixture";

test("texts from documents cannot become markup", () => {
  expect(html`<p title="${'"><script>'}">${"<b>"}${[html`<i>ok</i>`, "&"]}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;<i>ok</i>&amp;</p>',
  );
});

test("the page is one file that loads nothing, is small, and the same for the same input", async () => {
  const page = reportPage(await reportInput(50));
  expect(page).toBe(reportPage(await reportInput(50)));
  expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)|(?:src|href)="(?!#)/);
  expect(Buffer.byteLength(page)).toBeLessThan(3 * 1024 * 1024);
});

test("what is not kept is said at the top, at its promise, and with its clause", async () => {
  const page = reportPage(await reportInput());
  expect(page).toMatch(/Verdict[^]{0,200}not kept/);
  expect(page).toContain("zoneRedundant is &lt;false&gt; &amp; not true");
});

test("the last drills stand against what was agreed, with their dates, and a page without any says so", async () => {
  const input = await reportInput();
  const section = (page: string): string => /<section id="drills"[^]*?<\/section>/.exec(page)?.[0] ?? "";
  const shown = section(reportPage(input));
  expect(shown).toMatch(/2026-11-20[^]*A region is lost[^]*1 of 2 figures kept[^]*deviated/);
  expect(shown).toMatch(/recovery time[^]*4\u00a0h<[^]*4\u00a0h\u00a021\u00a0min[^]*not kept/);
  expect(shown).toMatch(/The VPN is lost[^]*nothing was measured[^]*interrupted/);
  // What deviated is open, and said at the top.
  expect(shown.match(/<details class="drill" open/g)).toHaveLength(2);
  expect(reportPage(input)).toMatch(/Recovery drills passed[^]{0,80}0 of 2[^]{0,80}A region is lost: deviated/);
  expect(section(reportPage({ ...input, drills: [] }))).toContain("none recorded");
});

test("cells of which everything is the same are one bar and one row", async () => {
  const input = await reportInput();
  const [figure] = input.verdict.availability;
  if (figure === undefined) throw new Error("the fixture has no availability");
  const of = (...cells: readonly string[]): string => {
    const availability = cells.map((cell, index) => ({ ...figure, cell, target: index === 3 ? 0.9 : figure.target }));
    return reportPage({ ...input, verdict: { ...input.verdict, availability } });
  };
  expect(of("01")).toContain('<th scope="row">Platform, cell 01</th>');
  expect(of("01", "02", "03")).toContain('<th scope="row">Platform, cells 01 to 03</th>');
  expect(of("01", "02", "03", "04")).toMatch(/Platform, cells 01 to 03<[^]*Platform, cell 04</);
});

test("what rests where it may not, or by a waiver only, is told apart on the map and in the table", async () => {
  const input = await reportInput();
  const of = (standing: "inside" | "waived" | "outside"): string => {
    const places = input.verdict.places.map((place) => ({ ...place, standing }));
    const page = reportPage({ ...input, verdict: { ...input.verdict, places } });
    return /<section id="residency"[^]*?<\/section>/.exec(page)?.[0] ?? "";
  };
  expect(of("inside")).toMatch(/<g class="agreed"[^]*NL<[^]*as agreed/);
  expect(of("waived")).toMatch(/<g class="waived"[^]*NL !<[^]*by a waiver/);
  expect(of("outside")).toMatch(/<g class="elsewhere"[^]*NL ✕<[^]*not as agreed/);
});

test("a cell of the matrix leads to packets of the same two zones", async () => {
  const page = reportPage(await reportInput(50));
  const section = /<section id="reachability"[^]*?<\/section>/.exec(page)?.[0] ?? "";
  const links = [...section.matchAll(/href="#(packets-[^"]+)"/g)].map(([, id]) => id);
  expect(links.length).toBeGreaterThan(0);
  expect([...section.matchAll(/<tr id="([^"]+)"/g)].map(([, id]) => id).sort()).toEqual([...links].sort());
});

test("figures of drills that were carried out before are drawn, and every run is listed", async () => {
  const input = await reportInput();
  const page = reportPage(input);
  expect(page).toContain("region-loss: recovery time in min, agreed 240: 180 on 2026-11-06, 261 on 2026-11-20");
  expect(page).not.toContain("region-loss: recovery point in min");
  expect(page).toMatch(/Every drill that is recorded[^]*2026-11-20[^]*2026-11-13[^]*interrupted[^]*2026-11-06/);
  const once = input.drills.map((drill) => ({ ...drill, earlier: [] }));
  expect(reportPage({ ...input, drills: once })).not.toContain("From drill to drill");
});

/** Where Chromium is, in the order of preference. */
const BROWSERS = [
  process.env["DELTAWERK_BROWSER"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const browserPath = BROWSERS.find((place) => place !== undefined && existsSync(place));

if (browserPath === undefined) {
  const missing = "the page was NOT looked at in a browser: none found. Install Chromium or set DELTAWERK_BROWSER";
  process.stderr.write(`${missing}\n`);
  // A pipeline has to have one, or say that it has none; a laptop may go without. Both are counted as skipped.
  const mayGoWithout = process.env["CI"] === undefined || process.env["DELTAWERK_BROWSER"] === "none";
  test.skipIf(mayGoWithout)(missing, () => expect.fail(missing));
} else {
  describe("in a browser", () => inBrowser(browserPath));
}

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

function inBrowser(executablePath: string): void {
  const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");
  let browser: Browser;
  let content: string;

  beforeAll(async () => {
    content = reportPage(await reportInput(50));
    browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  async function open(width: number, scheme: "light" | "dark"): Promise<Page> {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setOfflineMode(true);
    await page.setContent(content);
    return page;
  }

  it.each([
    [1280, "light"],
    [1024, "dark"],
    [360, "light"],
  ] as const)(
    "%i pixels wide and %s it has no accessibility violation, and never scrolls sideways",
    async (width, scheme) => {
      const page = await open(width, scheme);
      await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
      await page.evaluate(axe);
      const { violations } = (await page.evaluate("axe.run()")) as AxeResult;
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      const outside = await page.evaluate(
        "[...document.querySelectorAll('.badge')].filter((one) => one.getBoundingClientRect().right > (one.closest('.tile, summary')?.getBoundingClientRect().right ?? Infinity)).map((one) => one.textContent)",
      );
      expect(outside).toEqual([]);
      const wide = await page.evaluate(
        "[...document.querySelectorAll('.tile .figure')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)",
      );
      expect(wide).toEqual([]);
      const beyond = await page.evaluate(
        "[...document.querySelectorAll('.topology g:not(.chip)')].filter((one) => { const box = one.querySelector('rect').getBBox(); const text = one.querySelector('text').getBBox(); return text.x + text.width > box.x + box.width; }).map((one) => one.textContent.trim())",
      );
      expect(beyond).toEqual([]);
      await page.close();
    },
  );

  it("an audit of a page with a fault finds it, so the ones above can fail", async () => {
    const page = await browser.newPage();
    await page.setContent('<html><body><img src="x"><p style="color:#ccc;background:#fff">faint</p></body></html>');
    await page.evaluate(axe);
    const { violations } = (await page.evaluate("axe.run()")) as AxeResult;
    expect(violations.map(({ id }) => id)).toEqual(expect.arrayContaining(["image-alt", "color-contrast"]));
    await page.close();
  });

  it("every section is reached from the top with the keyboard alone", async () => {
    const page = await open(1280, "light");
    const reached: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      await page.keyboard.press("Tab");
      reached.push((await page.evaluate("document.activeElement.getAttribute('href') ?? ''")) as string);
    }
    const sections = (await page.evaluate(
      "[...document.querySelectorAll('section')].map((one) => '#' + one.id)",
    )) as string[];
    expect(sections.filter((id) => !reached.includes(id))).toEqual([]);
    await page.close();
  });

  it("prints with everything that is folded", async () => {
    const page = await open(1280, "light");
    const pdf = await page.pdf({ format: "A4" });
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe("%PDF-");
    await page.emulateMediaType("print");
    const hidden = await page.evaluate(
      "[...document.querySelectorAll('.promise .inside')].filter((one) => one.getBoundingClientRect().height === 0).length",
    );
    expect(hidden).toBe(0);
    // As wide as A4 between its margins: what stands out there is cut off.
    await page.setViewport({ width: 688, height: 900 });
    const cut = await page.evaluate(
      "[...document.querySelectorAll('table')].filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.textContent.trim().slice(0, 40))",
    );
    expect(cut).toEqual([]);
    await page.close();
  });
}
