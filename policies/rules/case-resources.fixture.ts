import { documentsIn, loadPlatform, type Platform } from "../../agreement/load-platform";
import type { Agreement } from "../../agreement/agreement";
import { RESOURCE_TYPES } from "../../azure/resource-types";
import { parseStackName } from "../../azure/names/stack-name";
import type { Case } from "../framework/case";
import type { Measure } from "../framework/rule";
import { registeredResource } from "../resources/registered-resource";
import { ResourceSet } from "../resources/resource-set";
import { cloudFacts } from "../yardstick/cloud-facts";
import { environmentNames } from "../yardstick/environment-names";

/** For tests: the examples of a rule as resources, and what they are measured against. */

const stackOf = ({ platform = "superoffice", stack = `${platform}-local-cell-01` }: Case): string => stack;

const urnOf = (stack: string, token: string, name: string) => `urn:pulumi:${stack}::deltawerk::${token}::${name}`;

export function caseResources(one: Case): ResourceSet {
  const stack = stackOf(one);
  const provider = registeredResource({
    urn: urnOf(stack, "pulumi:providers:azure-native", "provider"),
    inputs: { subscriptionId: "s" },
  });
  const urns = new Map(
    one.given.map(({ type, name = "example" }) => {
      const token = RESOURCE_TYPES.find((known) => known.name === type)?.token ?? type;
      return [name, urnOf(stack, token, name)] as const;
    }),
  );
  const resources = one.given.map(({ name = "example", inputs, id, protect, from = {} }) =>
    registeredResource({
      urn: urns.get(name) ?? "",
      provider: provider.urn,
      inputs,
      ...(id !== undefined && { id }),
      ...(protect !== undefined && { protect }),
      propertyDependencies: Object.fromEntries(
        Object.entries(from).map(([property, names]) => [property, names.flatMap((each) => urns.get(each) ?? [])]),
      ),
    }),
  );
  return new ResourceSet([...resources, provider], one.alone !== true);
}

const documents = new Map<string, Platform>();

function documentsOf(platform: string): Platform {
  const known = documents.get(platform);
  if (known !== undefined) return known;
  const loaded = loadPlatform(platform, documentsIn("."), cloudFacts);
  if (!loaded.ok) throw new Error(`the documents of ${platform} have problems`);
  documents.set(platform, loaded.value);
  return loaded.value;
}

const named = new Map<string, ReturnType<typeof environmentNames>>();

/** What the environment's document names; every stack of a case is measured by the local one. */
function namesOf(platform: string): ReturnType<typeof environmentNames> {
  const known = named.get(platform) ?? environmentNames(documentsIn("."), platform, "local");
  named.set(platform, known);
  return known;
}

export function caseMeasure(one: Case): Measure {
  const { platform, environment } = parseStackName(stackOf(one));
  const { agreement, tenants } = documentsOf(platform);
  return {
    ...namesOf(platform),
    agreement: withTerms(agreement, one.agreement ?? {}),
    tenants,
    environment,
    today: "2026-11-22",
  };
}

function withTerms(agreement: Agreement, terms: Readonly<Record<string, unknown>>): Agreement {
  const copy = structuredClone(agreement) as unknown as Record<string, unknown>;
  for (const [path, value] of Object.entries(terms)) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    const owner = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, copy);
    if (value === undefined) delete owner[last];
    else owner[last] = value;
  }
  return copy as unknown as Agreement;
}
