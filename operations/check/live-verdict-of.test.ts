import { afterEach, describe, expect, it } from "vitest";
import { documentsIn, loadPlatform } from "../../agreement/load-platform";
import { head } from "../../evidence/formats/check-result.fixture";
import { isKept, type CheckResult } from "../../evidence/verdict/check-result";
import { placesIn } from "../../evidence/verdict/clause-places";
import { withLive, type LiveVerdict } from "../../evidence/verdict/live-verdict";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import type { ProbeTarget } from "../live-probe/handshake";
import { ServedHosts, type Served } from "../live-probe/test-bed/served-hosts";
import { checkFiles, checkFormats } from "./check-files";
import { liveVerdictOf } from "./live-verdict-of";

const platform = "superoffice";
const documents = documentsIn(".");
const loaded = loadPlatform(platform, documents, cloudFacts);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const { agreement, tenants } = loaded.value;
const [first, second] = tenants.tenants.map(({ hostName }) => hostName);
const hosts = tenants.tenants.length;

const served = new ServedHosts("2.23.140.1.2.1");
afterEach(() => served.stop());

/** What the real hosts of a platform would show, of whom all but the first keep everything. */
async function asked(change: Served | "nobody" = {}): Promise<LiveVerdict> {
  const targets = new Map<string, ProbeTarget>();
  for (const { hostName } of tenants.tenants) {
    const host = await served.start(hostName, hostName === first && change !== "nobody" ? change : {});
    targets.set(hostName, { ...host.target, host: hostName });
  }
  return liveVerdictOf({
    agreement,
    tenants,
    places: placesIn(documents, platform),
    projectFolder: ".",
    now: new Date(),
    targetOf: (host) =>
      host === first && change === "nobody"
        ? { host, address: "127.0.0.1", port: 1, timeout: 2 }
        : (targets.get(host) ?? { host, address: "127.0.0.1", port: 1 }),
  });
}

const broken = ({ findings }: LiveVerdict) =>
  findings.map(({ rule, status, resource }) => [rule, status, resource?.name]);
const resultOf = (live: LiveVerdict): CheckResult => ({
  head: "the working tree",
  today: head.today,
  unusable: [],
  changedRules: [],
  strict: false,
  platforms: [{ head: withLive({ ...head, findings: [], waivers: [] }, live), live }],
});
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

describe("hosts of tenants, asked over real handshakes", () => {
  it("are kept where they show what is declared, by every rule that the agreement has a clause for", async () => {
    const live = await asked();
    expect(broken(live)).toEqual([]);
    expect(live.rules.map(({ id, counts }) => [id, counts.kept]).sort()).toEqual(
      ["certificate-expiry", "certificate-key", "certificate-signature", "certificate-trust", "certificate-validation"]
        .concat(["strict-transport", "tls-version"])
        .map((name) => [`live-${name}`, hosts]),
    );
    for (const { clauses, controls } of live.rules) {
      expect(clauses).toHaveLength(1);
      expect(controls).toContain("A.5.14");
    }
    const result = resultOf(live);
    expect(result.platforms.every((one) => isKept(one, true))).toBe(true);
    expect(checkFiles(result, ["markdown"])[0]?.text).toContain("Nothing that matters");
  });

  it.each<[string, Served, string, RegExp]>([
    ["a certificate for another name", { certificate: { name: second ?? "" } }, "live-certificate-trust", /ALTNAME/],
    ["a version that is too old", { versions: { from: "TLSv1.1", to: "TLSv1.3" } }, "live-tls-version", /TLSv1\.1/],
    [
      "a certificate that ends soon",
      { certificate: { validTo: inDays(12) } },
      "live-certificate-expiry",
      /in 1[12] days/,
    ],
    ["no header", { header: undefined as never }, "live-strict-transport", /without it/],
  ])("are not kept where one has %s, in every format", async (_, served, rule, says) => {
    const live = await asked(served);
    expect(broken(live)).toEqual([[rule, "violated", first]]);
    expect(live.findings[0]?.message).toMatch(says);
    expect(live.rules.find(({ id }) => id === rule)?.counts).toMatchObject({ kept: hosts - 1, violated: 1 });
    const result = resultOf(live);
    expect(result.platforms.every((one) => isKept(one, false))).toBe(false);
    for (const { path, text } of checkFiles(result, checkFormats)) {
      expect(text, path ?? "table").toContain(rule);
      expect(text, path ?? "table").toContain(first);
    }
    expect(checkFiles(result, ["sarif"])[0]?.text).toMatch(/agreements\/superoffice\.yaml[^]*"startLine": \d+/);
  });

  it("are undetermined, and not kept, where nobody answers", async () => {
    const live = await asked("nobody");
    expect(live.findings.length).toBe(live.rules.length);
    expect(new Set(broken(live).map(([, status, host]) => `${status} ${host}`))).toEqual(
      new Set([`undetermined ${first}`]),
    );
    const result = resultOf(live);
    expect(result.platforms.every((one) => isKept(one, false))).toBe(false);
    const [junit] = checkFiles(result, ["junit"]);
    expect(junit?.text).toMatch(/live-tls-version[^]*undetermined: nobody answered: ECONNREFUSED/);
  });
});
