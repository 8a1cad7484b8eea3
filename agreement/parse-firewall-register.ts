import type { Agreement } from "./agreement";
import type { FirewallRegister } from "./firewall-register";
import { firewallRegisterSchema, firewallRegisterVersion } from "./firewall-register";
import { parseDocument } from "./parse-document";
import type { Parsed } from "./problem";
import { cellsWithRoomFor } from "./tenant-places";
import type { Tenants } from "./tenants";
import type { Finding } from "./yaml-document";

const registerKind = { schema: firewallRegisterSchema, version: firewallRegisterVersion, migrations: new Map() };

/** What a register is judged beside; left out where those documents could not be parsed. */
export interface RegisteredPlatform {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
}

/** Parses the register of a platform's firewall rules, and refuses changes that no rule could be made from.
 * @param file name of the document, for the messages */
export function parseFirewallRegister(
  text: string,
  file: string,
  platform: RegisteredPlatform | undefined,
): Parsed<FirewallRegister> {
  return parseDocument(text, file, registerKind, (valid) => {
    const changes = valid.changes ?? [];
    return [
      ...strangePlatform(valid.platform, platform),
      ...repeatedReferences(changes),
      ...repeatedNames(changes),
      ...(platform === undefined ? [] : strangers(changes, platform)),
    ];
  });
}

type Changes = FirewallRegister["changes"];

function strangePlatform(given: string | undefined, platform: RegisteredPlatform | undefined): readonly Finding[] {
  const expected = platform?.agreement.platform;
  return given === undefined || expected === undefined || given === expected
    ? []
    : [
        {
          path: ["platform"],
          allowed: `"${expected}", the platform of the agreement`,
          fixes: [`Write \`platform: ${expected}\`.`],
        },
      ];
}

function repeatedReferences(changes: Changes): readonly Finding[] {
  const references = changes.map(({ reference }) => reference);
  return references.flatMap((reference, index): readonly Finding[] =>
    references.indexOf(reference) === index
      ? []
      : [
          {
            path: ["changes", index, "reference"],
            allowed: "every change once",
            fixes: ["Join the two entries, or correct the reference."],
          },
        ],
  );
}

function repeatedNames(changes: Changes): readonly Finding[] {
  const rules = rulesOf(changes);
  return rules.flatMap(({ rule, path }, index): readonly Finding[] =>
    rules.findIndex((other) => other.rule.name === rule.name) === index
      ? []
      : [
          {
            path: [...path, "name"],
            allowed: "every name once: it is the name of the rule in Azure",
            fixes: ["Give the rule another name."],
          },
        ],
  );
}

/** Rules for cells and tenants that are not there, or for tenants whose nodes no firewall can tell apart. */
function strangers(changes: Changes, { agreement, tenants: { tenants } }: RegisteredPlatform): readonly Finding[] {
  const cells = [...new Set(tenants.flatMap(cellsWithRoomFor))].sort();
  return rulesOf(changes).flatMap(({ rule, path }): readonly Finding[] => {
    if (cells.includes(rule.for)) return [];
    const tenant = tenants.find(({ code }) => code === rule.for);
    if (tenant === undefined) {
      return [
        {
          path: [...path, "for"],
          allowed: `a cell (${cells.join(", ")}) or a tenant (${tenants.map(({ code }) => code).join(", ")})`,
          fixes: ["Correct it.", "Remove the rule, if its tenant has gone."],
        },
      ];
    }
    return (tenant.overrides.compute ?? agreement.isolation.compute) !== "namespace"
      ? []
      : [
          {
            path: [...path, "for"],
            allowed: `a cell, or a tenant with nodes of its own: those of ${rule.for} are shared by its cell`,
            fixes: [`Write \`for: "${tenant.cell}"\`: the whole cell gets the rule.`, "Give the tenant a node pool."],
          },
        ];
  });
}

function rulesOf(changes: Changes) {
  return changes.flatMap(({ egress }, index) =>
    egress.map((rule, at) => ({ rule, path: ["changes", index, "egress", at] as Finding["path"] })),
  );
}
