import { describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../azure/names/codes";
import { restingPlaces as placesShown } from "../evidence/verdict/resting-places";
import { restingPlaces } from "../policies/analysis/residency/resting-places";
import { ResourceSet } from "../policies/resources/resource-set";
import { registeredResource } from "../policies/resources/registered-resource";
import { unplacedBytes } from "../policies/analysis/residency/unplaced-bytes";
import { productionYardstick } from "./sabotage/production-yardstick";
import { recordingOf } from "./sabotage/recordings";

describe.each(Object.keys(PLATFORM_CODES) as readonly Platform[])("where bytes of %s rest", (platform) => {
  const { agreement, waivers } = productionYardstick(platform);

  it("is where each kind may be, but for what is waived", async () => {
    const places = restingPlaces(new ResourceSet(await recordingOf(platform), true), agreement);
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter(({ verdict }) => verdict === "undetermined")).toEqual([]);
    const outside = new Set(places.filter(({ verdict }) => verdict === "outside").map(({ what }) => what));
    const waived = new Set(
      waivers.flatMap(({ rule }) =>
        rule === "residency-keys" ? ["keys"] : rule === "residency-alert-data" ? ["alert data"] : [],
      ),
    );
    expect([...outside].sort()).toEqual([...waived].sort());
  });

  it("is shown to people as the rules see it, place by place", async () => {
    const set = new ResourceSet(await recordingOf(platform), true);
    const shown = placesShown(set, agreement, []);
    const judged = restingPlaces(set, agreement);
    const outside = judged.filter(({ verdict }) => verdict === "outside");
    const kindsOf = (standing: string, all: typeof shown) =>
      new Set(all.filter((one) => one.standing === standing).map(({ kind }) => kind));
    expect(kindsOf("outside", shown)).toEqual(new Set(outside.map(({ what }) => what)));
    // The same by waivers for all of them, which excuse nothing else.
    const waived = outside.map(({ resource: { urn } }) => ({
      rule: "residency",
      status: "waived" as const,
      blocks: false,
      message: "",
      resource: { urn, name: "", type: "", stack: "" },
    }));
    const excused = placesShown(set, agreement, waived);
    expect(kindsOf("outside", excused)).toEqual(new Set());
    expect(kindsOf("waived", excused)).toEqual(kindsOf("outside", shown));
    expect(shown.reduce((sum, { count }) => sum + count, 0)).toBe(judged.length);
    expect(new Set(shown.map(({ kind, region }) => `${kind} in ${region}`))).toEqual(
      new Set(judged.map(({ what, region, place }) => `${what} in ${region?.name ?? place}`)),
    );
    // Vaults are copied by Azure wherever there is a pair; databases are where they stand.
    const replicas = judged.filter(({ because }) => because === "Azure copies every vault there");
    expect(new Set(shown.filter(({ kind, copied }) => kind === "keys" && copied).map(({ region }) => region))).toEqual(
      new Set(replicas.map(({ region }) => region?.name)),
    );
    expect(shown.filter(({ kind, copied }) => kind === "databases" && copied)).toEqual([]);
  });

  it("has every kind of data that the platform keeps", async () => {
    const places = restingPlaces(new ResourceSet(await recordingOf(platform), true), agreement);
    const kinds = [...new Set(places.map(({ what }) => what))];
    expect(kinds).toEqual(
      expect.arrayContaining([
        "databases",
        "database backups",
        "documents",
        "copies",
        "keys",
        "logs",
        "alert data",
        "images",
      ]),
    );
  });
});

it("what nobody has placed is found, wherever it comes from", () => {
  const added = (token: string) => registeredResource({ urn: `urn:pulumi:pct-local::deltawerk::${token}::added` });
  const found = (token: string) => unplacedBytes(new ResourceSet([added(token)], true)).map(({ kind }) => kind);
  expect(found("azure-native:cosmosdb:DatabaseAccount")).toEqual(["stranger"]);
  expect(found("kubernetes:core/v1:PersistentVolumeClaim")).toEqual(["stranger"]);
  expect(found("kubernetes:core/v1:ConfigMap")).toEqual([]);
});
