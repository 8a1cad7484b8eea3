import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
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
