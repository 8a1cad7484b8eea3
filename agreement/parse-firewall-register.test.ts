import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documentsIn, loadPlatform, platformNames } from "./load-platform";
import { parseFirewallRegister } from "./parse-firewall-register";
import { formatProblems } from "./problem";
import { testFacts } from "./test-facts";

const source = documentsIn(".");
const file = "stacks/firewall-rules/pct.yaml";
const empty = readFileSync(file, "utf8");

function platformOf(name: string) {
  const loaded = loadPlatform(name, source, testFacts);
  if (!loaded.ok) throw new Error(formatProblems(loaded.problems));
  return loaded.value;
}

/** What is said about a register with these changes, as YAML flow text. */
function judged(changes: readonly string[], platform = "pct"): string {
  const text = empty.replace("changes: []", ["changes:", ...changes.map((change) => `  - ${change}`)].join("\n"));
  const parsed = parseFirewallRegister(
    text.replace("platform: pct", `platform: ${platform}`),
    file,
    platformOf(platform),
  );
  return parsed.ok ? "accepted" : formatProblems(parsed.problems);
}

const rule = (name: string, whose: string, host = "api.example.net") =>
  `{ name: ${name}, for: ${whose}, names: ["${host}"] }`;
const change = (reference: string, ...rules: readonly string[]) =>
  `{ reference: ${reference}, owner: operations, until: "2027-03-31", reason: test, egress: [${rules.join(", ")}] }`;

describe.each(platformNames(source))("the register of %s", (name) => {
  it("is accepted beside its agreement and tenants", () => {
    expect(platformOf(name).firewallRegister.platform).toBe(name);
  });
});

describe("a change", () => {
  it("for a cell or for a tenant with nodes of its own is accepted", () => {
    expect(judged([change("CHG-2026-1", rule("one", '"01"'), rule("two", "duin", "*.example.net"))])).toBe("accepted");
  });

  it.each<[string, readonly string[], string, string?]>([
    [
      "without a reference",
      [change("seven", rule("one", '"01"'))],
      "the reference of the change, such as CHG-2026-0042",
    ],
    [
      "that is there twice",
      [change("CHG-1", rule("one", '"01"')), change("CHG-1", rule("two", '"01"'))],
      "every change once",
    ],
    [
      "with a rule of another one's name",
      [change("CHG-1", rule("one", '"01"')), change("CHG-2", rule("one", '"01"'))],
      "every name once",
    ],
    ["for everything", [change("CHG-1", rule("one", '"01"', "*"))], "a host name such as api.example.net"],
    ["for an address", [change("CHG-1", rule("one", '"01"', "10.0.0.1"))], "a host name such as api.example.net"],
    [
      "for a cell that is not there",
      [change("CHG-1", rule("one", '"07"'))],
      "a cell (01) or a tenant (duin, lind, spr1)",
    ],
    [
      "for a tenant that is not there",
      [change("CHG-1", rule("one", "nobo"))],
      "Remove the rule, if its tenant has gone.",
    ],
    [
      "for a tenant on shared nodes",
      [change("CHG-1", rule("one", "fjel"))],
      'Write `for: "01"`: the whole cell gets the rule.',
      "superoffice",
    ],
    ["without an end", [change("CHG-1", rule("one", '"01"')).replace('until: "2027-03-31", ', "")], "an ISO date"],
    [
      "whose owner would end the description",
      [change("CHG-1", rule("one", '"01"')).replace("operations", '"ops;until=never"')],
      "without ; and =",
    ],
  ])("%s is refused", (_, changes, says, platform) => {
    expect(judged(changes, platform).replace(/\s+/g, " ")).toContain(says);
  });

  it("of another platform is refused", () => {
    const parsed = parseFirewallRegister(empty.replace("platform: pct", "platform: draftit"), file, platformOf("pct"));
    expect(parsed.ok ? "" : formatProblems(parsed.problems)).toContain("Write `platform: pct`.");
  });
});
