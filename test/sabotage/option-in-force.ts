import { parseDocument, type Document } from "yaml";
import type { DocumentSource } from "../../agreement/load-platform";
import type { SwitchedOption } from "../../policies/framework/sabotage";

type Change = (document: Document) => void;

/** A version of a key in a Managed HSM of the customer's, which nobody has. */
const KEY = "https://hsm-veld.managedhsm.azure.net/keys/databases/0123456789abcdef0123456789abcdef";

/** What has to be written to bring an option in force, by the kind of document. */
const CHANGES: Readonly<Record<SwitchedOption, Readonly<Record<string, Change>>>> = {
  "recovery.twin": { agreements: (agreement) => agreement.setIn(["recovery", "twin", "on"], true) },
  "isolation.firewallOption": {
    tenants: (tenants) => tenants.setIn(["tenants", 2, "overrides"], { compute: "cluster", firewall: "device" }),
  },
  "encryption.customerKeys": {
    environments: (environment) =>
      environment.setIn(["customerKeys"], { veld: { region: "westeurope", versions: [KEY] } }),
    // With the key there is nothing left to waive.
    waivers: (waivers) => {
      const { waivers: all } = waivers.toJS() as { readonly waivers: readonly { readonly rule: string }[] };
      waivers.setIn(
        ["waivers"],
        all.filter(({ rule }) => rule !== "customer-key"),
      );
    },
  },
};

/** Texts of the documents that an option changes, by their paths. */
export function optionChanges(
  option: SwitchedOption,
  platform: string,
): Readonly<Record<string, (text: string) => string>> {
  return Object.fromEntries(
    Object.entries(CHANGES[option]).map(([kind, change]) => {
      const name = kind === "environments" ? `${platform}.local` : platform;
      return [
        `stacks/${kind}/${name}.yaml`,
        (text: string) => {
          const document = parseDocument(text);
          change(document);
          return String(document);
        },
      ];
    }),
  );
}

/** For tests: the documents of a platform with an option that it only sells, or for which people have to bring something. */
export function withOptionInForce(source: DocumentSource, platform: string, option: SwitchedOption): DocumentSource {
  const changes = optionChanges(option, platform);
  return {
    list: source.list,
    read: (file) => {
      const text = source.read(file);
      return text === undefined ? undefined : (changes[file]?.(text) ?? text);
    },
  };
}
