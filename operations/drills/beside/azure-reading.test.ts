import { describe, expect, it } from "vitest";
import type { LiveDatabase, LiveGroup } from "../../../drills/beside/live-platform";
import { connectionTo } from "../../../jobs/test-bed/fake-database";
import type { AzureAnswer, AzureCli } from "../../bootstrap/azure-cli";
import { azureReading } from "./azure-reading";
import { verificationQuery, verifiedCopies } from "./verification-records";

const server = (name: string): string => `/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Sql/servers/${name}`;
const database: LiveDatabase = {
  ...{ tenant: "fjel", generation: "02", created: 0 },
  databaseId: `${server("sql-noe")}/databases/sqldb-fjel-02`,
};
const group: LiveGroup = {
  name: "fog",
  ids: { first: `${server("sql-noe")}/failoverGroups/fog`, second: `${server("sql-now")}/failoverGroups/fog` },
  databases: [database],
};

/** An Azure CLI that gives these answers, by the first words of what it is asked, and notes what that was. */
function cliOf(answers: Readonly<Record<string, () => unknown>>): AzureCli & { readonly asked: string[] } {
  const asked: string[] = [];
  const cli = (args: readonly string[]): Promise<AzureAnswer> => {
    asked.push(args.join(" "));
    const found = Object.entries(answers).find(([words]) => args.join(" ").startsWith(words))?.[1];
    const value = found?.();
    return Promise.resolve({ ok: value !== undefined, value, errors: value === undefined ? "refused" : "" });
  };
  return Object.assign(cli, { asked });
}

describe("who is signed in", () => {
  const signedIn = azureReading(cliOf({ "account show": () => ({ tenantId: "A-1" }) }));

  it("has to be in the directory that owns the environment", async () => {
    await expect(signedIn.requireSignIn("a-1")).resolves.toBeUndefined();
    await expect(signedIn.requireSignIn("b-2")).rejects.toThrow("az login --tenant b-2");
    await expect(azureReading(cliOf({})).requireSignIn("a-1")).rejects.toThrow("Nobody is signed in");
  });
});

describe("markers", () => {
  const markers = [1, 2, 4].map((number) => ({ number, committed: `2026-01-05T06:0${number}:00` }));
  const opened: string[] = [];
  const reading = azureReading(cliOf({}), (host, name) => {
    opened.push(`${name} on ${host}`);
    return Promise.resolve(connectionTo({ definitions: [], tables: {}, markers }));
  });

  it("are read to a moment, with their holes", async () => {
    expect(await reading.markers(database, Date.parse("2026-01-05T06:02:30Z"))).toEqual({
      ...{ count: 2, highest: 2, holes: 0 },
      newest: Date.parse("2026-01-05T06:02:00Z"),
    });
    expect(await reading.markers(database, Date.parse("2027-01-01T00:00:00Z"))).toMatchObject({ count: 3, holes: 1 });
    expect(await reading.markers(database, Date.parse("2026-01-01T00:00:00Z"))).toBeUndefined();
    expect(new Set(opened)).toEqual(new Set(["sqldb-fjel-02 on sql-noe.database.windows.net"]));
  });
});

describe("a planned failover", () => {
  /** A group whose servers say their new roles so many pauses after they were asked to change, the second one first. */
  class ChangingGroup {
    pauses = 0;
    constructor(private readonly settlesAfter: number) {}

    readonly cli = (() => {
      let target: "first" | "second" = "first";
      let since = 0;
      const roles = (isFirst: boolean) => {
        const isNew = this.pauses - since >= this.settlesAfter - (isFirst ? 0 : 1);
        const primary = isNew ? target : "first";
        return { properties: { replicationRole: (primary === "first") === isFirst ? "Primary" : "Secondary" } };
      };
      return cliOf({
        [`resource show --ids ${group.ids.first}`]: () => roles(true),
        [`resource show --ids ${group.ids.second}`]: () => roles(false),
        "sql failover-group set-primary": () => {
          [target, since] = ["second", this.pauses];
          return {};
        },
      });
    })();

    readonly reading = azureReading(this.cli, undefined, () => Promise.resolve(void (this.pauses += 1)));
  }

  it("is asked of the server that becomes the primary, never with data loss, and waited for on both servers", async () => {
    const { cli, reading } = new ChangingGroup(3);
    await reading.failOver(group, "second");
    expect(cli.asked[0]).toBe(
      "sql failover-group set-primary --subscription s1 --resource-group rg --server sql-now --name fog",
    );
    expect(await reading.primarySide(group)).toBe("second");
    expect(cli.asked.filter((words) => words.includes("sql-now/failoverGroups")).length).toBeGreaterThan(3);
  });

  it("that is under way is nobody's answer: the side is said once both servers agree", async () => {
    const changing = new ChangingGroup(2);
    await changing.cli(["sql", "failover-group", "set-primary"]);
    changing.pauses = 1; // both say Primary
    expect(await changing.reading.primarySide(group)).toBe("second");
    expect(changing.pauses).toBe(2);
  });

  it("fails where Azure refuses it, and where the roles are as before for ten minutes", async () => {
    await expect(azureReading(cliOf({})).failOver(group, "second")).rejects.toThrow("refused");
    const changing = new ChangingGroup(1_000);
    await expect(changing.reading.failOver(group, "second")).rejects.toThrow(
      "fog is Primary on the first server and Secondary on the second, 10 minutes on",
    );
    expect(changing.pauses).toBe(60);
  });
});

describe("records of verifications", () => {
  const names = ["time", "tenant", "event", "recoveryPoint", "place", "moment"];
  const answer = (row: readonly unknown[]) => ({
    tables: [{ name: "PrimaryResult", columns: names.map((name) => ({ name })), rows: [row] }],
  });
  const query = verificationQuery("superoffice", "test", Date.parse("2026-01-05T00:00:00Z"));

  it("become findings by copy and place", async () => {
    const row = ["2026-01-05T06:00:00Z", "fjel", "verification.damaged", "copy/hot", "noe", "2026-01-05T05:00:00Z"];
    const cli = cliOf({ "rest --method post": () => answer(row) });
    expect(await verifiedCopies(azureReading(cli), ["w-1"], query)).toEqual([
      {
        ...{ tenant: "fjel", copy: "hot", place: "noe", outcome: "damaged" },
        at: Date.parse("2026-01-05T06:00:00Z"),
        moment: Date.parse("2026-01-05T05:00:00Z"),
      },
    ]);
    expect(cli.asked[0]).toContain("/v1/workspaces/w-1/query --resource https://api.loganalytics.io");
    expect(cli.asked[0]).toContain('record.environment == \\"test\\"');
  });

  it("are not guessed where the answer has another form", async () => {
    const cli = cliOf({ "rest --method post": () => ({ rows: [] }) });
    await expect(verifiedCopies(azureReading(cli), ["w-1"], query)).rejects.toThrow("another form");
  });
});
