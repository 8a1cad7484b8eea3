import { describe, expect, it } from "vitest";
import { planOf, sourcesOf } from "../../infra/plan/plan.fixture";
import type { Context } from "../context";
import { projectFolderWithProduction } from "./production.fixture";
import type { AzureAnswer, AzureCli } from "./azure-cli";
import { bootstrap, type BootstrapOptions } from "./bootstrap";
import { bootstrapSteps, statePlaces } from "./bootstrap-steps";

/** An Azure that remembers what was made, by the words and values that name it. */
class MadeThings {
  readonly calls: string[] = [];
  private readonly made = new Set<string>();

  constructor(private readonly fails: (call: string) => string | undefined = () => undefined) {}

  readonly cli: AzureCli = (args) => {
    const call = args.join(" ");
    this.calls.push(call);
    const failure = this.fails(call);
    return Promise.resolve(
      failure === undefined ? this.answer(args) : { ok: false, value: undefined, errors: failure },
    );
  };

  private answer(args: readonly string[]): AzureAnswer {
    if (args[0] === "account") return { ok: true, value: {}, errors: "" };
    const verb = args.find((word) => ["show", "list", "create", "update"].includes(word)) ?? "";
    const about = args.slice(0, args.indexOf(verb)).join(" ");
    const value = (name: string) => args[args.indexOf(name) + 1] ?? "";
    const named = ["--name", "--account-name", "--role", "--scope", "--identity-name", "--storage-account"];
    const key = `${about} ${named
      .filter((one) => args.includes(one))
      .map(value)
      .join(" ")} ${value("--subscription")}`;
    if (verb === "create" || verb === "update") this.made.add(key);
    const there = this.made.has(key);
    if (verb === "list") return { ok: true, value: there ? [{}] : [], errors: "" };
    if (!there) return { ok: false, value: undefined, errors: "(ResourceNotFound) It was not found." };
    return { ok: true, value: { principalId: `object-of-${value("--name")}` }, errors: "" };
  }

  get changes(): readonly string[] {
    return this.calls.filter((call) => / (create|update) /.test(call));
  }
}

const options: BootstrapOptions = {
  platform: "superoffice",
  environment: "production",
  issuer: "https://token.example.org",
  subject: "production",
  guardSubject: "guard",
  yes: true,
};

function contextOf(lines: string[]): Context {
  return {
    projectFolder: projectFolderWithProduction("superoffice"),
    print: (line) => lines.push(line),
    note: () => undefined,
  };
}

describe("bootstrap", () => {
  it("makes what is missing, and nothing the second time", async () => {
    const azure = new MadeThings();
    const lines: string[] = [];
    await bootstrap(contextOf(lines), options, azure.cli);
    const made = azure.changes.length;
    expect(made).toBe(lines.filter((line) => line.startsWith("missing")).length);
    await bootstrap(contextOf([]), options, azure.cli);
    expect(azure.changes).toHaveLength(made);
  });

  it("prints everything that it will make before it makes anything", async () => {
    const azure = new MadeThings();
    const events: string[] = [];
    const context = { ...contextOf([]), print: (line: string) => events.push(line) };
    const cli: AzureCli = (args) => {
      if (args.includes("create")) events.push("a change");
      return azure.cli(args);
    };
    await bootstrap(context, options, cli);
    expect(events.findLastIndex((event) => event.startsWith("missing"))).toBeLessThan(events.indexOf("a change"));
  });

  it("makes nothing where nobody says yes", async () => {
    const azure = new MadeThings();
    await expect(bootstrap(contextOf([]), { ...options, yes: false }, azure.cli)).rejects.toThrow("Nothing was made");
    expect(azure.changes).toEqual([]);
  });

  it("goes on where it stopped", async () => {
    const azure = new MadeThings();
    let broken = true;
    const cli: AzureCli = (args) =>
      broken && args.join(" ").startsWith("keyvault create")
        ? Promise.resolve({ ok: false, value: undefined, errors: "(Throttled) Too many requests." })
        : azure.cli(args);
    await expect(bootstrap(contextOf([]), options, cli)).rejects.toThrow(
      /not made\.\n\(Throttled\).*\nWhat is there stays/,
    );
    const before = azure.changes.length;
    expect(before).toBeGreaterThan(0);
    broken = false;
    await bootstrap(contextOf([]), options, azure.cli);
    expect(new Set(azure.changes).size).toBe(azure.changes.length);
  });

  it("does not take a question without an answer for an absence", async () => {
    const azure = new MadeThings((call) =>
      call.startsWith("group show") ? "(AuthorizationFailed) No rights." : undefined,
    );
    await expect(bootstrap(contextOf([]), options, azure.cli)).rejects.toThrow(/cannot be told[^]*AuthorizationFailed/);
    expect(azure.changes).toEqual([]);
  });

  it("has the guard deployed by somebody else", async () => {
    const { cli } = new MadeThings();
    await expect(bootstrap(contextOf([]), { ...options, guardSubject: "production" }, cli)).rejects.toThrow(
      "--guard-subject",
    );
  });
});

describe("the places of the state", () => {
  const plan = planOf(sourcesOf("coachview"));
  const federation = { issuer: "i", subject: "production", guardSubject: "guard" };

  it("are two, with nothing of the guard's in reach of the other", () => {
    const { guard, production } = statePlaces(plan);
    expect(guard.account).not.toBe(production.account);
    expect(guard.vault).not.toBe(production.vault);
    const ofGuard = bootstrapSteps(plan, federation).filter(({ what }) => what.startsWith("guard:"));
    const inProduction = [plan.target.subscriptions.platform, plan.target.subscriptions.cells];
    expect(ofGuard.filter(({ make }) => inProduction.some((id) => make.join(" ").includes(id)))).toEqual([]);
  });

  it("stay in the promised country: no pair where that is abroad", () => {
    expect(plan.deploymentState.redundancy).toBe("Standard_ZRS");
    expect(planOf(sourcesOf("superoffice")).deploymentState.redundancy).toBe("Standard_GZRS");
  });

  it("never let a deployer hand on rights without a limit", () => {
    const owners = bootstrapSteps(plan, federation).filter(({ make }) => make.includes("Owner"));
    expect(owners).toHaveLength(3);
    for (const { make } of owners) {
      expect(make[make.indexOf("--condition") + 1]).toContain("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
    }
  });
});
