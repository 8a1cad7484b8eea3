import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { documentsIn, loadPlatform, type DocumentSource } from "../../agreement/load-platform";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import { readPlan } from "../../infra/plan/read-plan";
import { twinStamps, withOption } from "../option";
import { twinDocuments } from "./twin-documents";
import { twinPlace } from "./twin-place";

const project = documentsIn(path.resolve(__dirname, "../.."));

function agreementOf(platform: string) {
  const loaded = loadPlatform(platform, project, cloudFacts);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value.agreement;
}

describe("waivers of a second data centre", () => {
  it.each([
    ["coachview", ["key-vault-we2-vault", "alerts-*-group"]],
    ["draftit", ["cluster-sws*-cluster"]],
  ])("of %s are those of the first, for the site that does its work", (platform, resources) => {
    const place = twinPlace(agreementOf(platform));
    const { texts } = twinDocuments(project, { platform, environment: "local" }, place, "drill-01");
    const { waivers } = parse(texts[`stacks/waivers/${platform}.yaml`] ?? "") as { waivers: { resource: string }[] };
    expect(waivers.map(({ resource }) => resource)).toEqual(expect.arrayContaining(resources));
  });
});

describe("the documents of a second data centre", () => {
  it("have a tenant that was moved in the cell to which it was moved, with the first generation of its data", () => {
    const file = "stacks/tenants/superoffice.yaml";
    const moved =
      'segment: 1, data: { local: { generation: "02", copied: { from: "01", cell: "01", at: "2027-03-01T10:00:00Z" }, place: { cell: "02", segment: 7 } } } }';
    const text = (project.read(file) ?? "").replace("segment: 1 }", moved);
    const source: DocumentSource = { ...project, read: (name) => (name === file ? text : project.read(name)) };
    const place = twinPlace(agreementOf("superoffice"));
    const target = { platform: "superoffice", environment: "local" };
    const { texts } = twinDocuments(source, target, place, "drill-01");
    const { tenants } = parse(texts[file] ?? "") as { tenants: { code: string }[] };
    expect(tenants.find(({ code }) => code === "nord")).toEqual(
      expect.objectContaining({ cell: "02", segment: 7 }) as unknown,
    );
    expect(JSON.stringify(tenants)).not.toContain('"data"');
  });

  it.each([
    ["coachview", "westeurope", "we2"],
    ["cloxxs", "westeurope", "we2"],
    ["pct", "westeurope", "we2"],
    ["draftit", "swedensouth", "sws"],
    ["superoffice", "norwaywest", "now"],
  ])("of %s give a plan at %s", (platform, region, code) => {
    const place = twinPlace(agreementOf(platform));
    expect([place.region, place.siteCode]).toEqual([region, code]);
    const { texts } = twinDocuments(project, { platform, environment: "local" }, place, "drill-01");
    const source: DocumentSource = { read: (file) => texts[file], list: project.list };
    const plan = readPlan(source, platform, "local");
    expect(plan.ok ? [] : plan.problems).toEqual([]);
    const live = readPlan(project, platform, "local");
    if (!plan.ok || !live.ok) return;
    expect(plan.value.sites[0]?.code).toBe(code);
    const liveIds = Object.values(live.value.target.subscriptions);
    for (const id of Object.values(plan.value.target.subscriptions)) expect(liveIds).not.toContain(id);
    expect(plan.value.cells.flatMap(({ tenants }) => tenants.map((tenant) => tenant.code))).toEqual(
      live.value.cells.flatMap(({ tenants }) => tenants.map((tenant) => tenant.code)),
    );
  });

  it.each([1, 2, 3] as const)("of a platform that is pinned to zone %d are elsewhere", (zone) => {
    const pinned = (platform: string) => {
      const agreement = agreementOf(platform);
      return { ...agreement, sites: agreement.sites.map((site, index) => (index === 0 ? { ...site, zone } : site)) };
    };
    expect(twinPlace(pinned("coachview")).zone).toBe(zone === 2 ? "3" : "2");
    const place = twinPlace(pinned("draftit"));
    expect([place.region, place.zone]).toEqual(["swedensouth", undefined]);
    const file = "stacks/agreements/draftit.yaml";
    const text = stringify({ ...(parse(project.read(file) ?? "") as object), sites: pinned("draftit").sites });
    const source: DocumentSource = { ...project, read: (name) => (name === file ? text : project.read(name)) };
    const { texts } = twinDocuments(source, { platform: "draftit", environment: "local" }, place, "drill-01");
    const { sites } = parse(texts[file] ?? "") as { sites: { region: string; zone?: number }[] };
    expect(sites.map(({ region, zone: at }) => [region, at])).toEqual([
      ["swedensouth", undefined],
      ["swedencentral", zone],
    ]);
  });

  it("of a platform with two stamps give a plan of one, and say so", () => {
    const source = withOption(project, "cloxxs", twinStamps);
    const place = twinPlace(agreementOf("cloxxs"));
    const { texts, differences } = twinDocuments(
      source,
      { platform: "cloxxs", environment: "local" },
      place,
      "drill-01",
    );
    const plan = readPlan({ read: (file) => texts[file], list: project.list }, "cloxxs", "local");
    expect(plan.ok ? plan.value.sites.map(({ code }) => code) : plan.problems).toEqual(["we2"]);
    expect(differences).toContain("one stamp instead of two");
  });
});
