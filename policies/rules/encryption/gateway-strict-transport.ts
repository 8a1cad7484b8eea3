import { compliant, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { shortestSeconds } from "../../../agreement/duration";
import { listOf, read, walk } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

type Part = Readonly<Record<string, unknown>>;

const answering = { name: "a", backendAddressPool: { id: "/p" }, rewriteRuleSet: { id: "/g/rewriteRuleSets/headers" } };
const gateway = (headerValue: string) =>
  ({
    type: "network:ApplicationGateway",
    inputs: {
      requestRoutingRules: [answering],
      rewriteRuleSets: [
        {
          name: "headers",
          rewriteRules: [
            {
              actionSet: {
                responseHeaderConfigurations: [{ headerName: "Strict-Transport-Security", headerValue }],
              },
            },
          ],
        },
      ],
    },
  }) as const;

function setOf(rule: Part): string {
  const id = walk(rule, "rewriteRuleSet.id");
  return id.kind === "given" ? String(id.value) : "";
}

/** Seconds for which a set of rewrite rules tells browsers to keep to TLS; 0 where it does not. */
function maxAge(set: Part): number {
  const rules = (set["rewriteRules"] ?? []) as readonly Part[];
  const headers = rules.flatMap((rule) => {
    const found = walk(rule, "actionSet.responseHeaderConfigurations");
    return found.kind === "given" ? (found.value as readonly Part[]) : [];
  });
  const header = headers.find(({ headerName }) => String(headerName).toLowerCase() === "strict-transport-security");
  return Number(/max-age=(\d+)/.exec(String(header?.["headerValue"]))?.[1] ?? 0);
}

export const rule = propertyRule({
  id: "gateway-strict-transport",
  title: "Browsers are told to come with TLS only, for as long as agreed",
  why: "The first request after a link without TLS can be led elsewhere.",
  severity: "medium",
  concern: "security",
  clauses: ["encryption.inTransit.hsts"],
  remediation:
    "Write Strict-Transport-Security with the agreed max-age in a rewrite rule set, and give the set to every rule that answers.",
  types: ["network:ApplicationGateway"],
  judge: (gateway, { agreement }) => {
    for (const path of ["rewriteRuleSets", "requestRoutingRules"]) {
      if (read(gateway, path).kind === "unknown")
        return [undetermined(`${path} is not known before the update`, gateway)];
    }
    const least = shortestSeconds(agreement.encryption.inTransit.hsts ?? "P1Y");
    const strict = listOf(gateway, "rewriteRuleSets")
      .filter((set) => maxAge(set) >= least)
      .map(({ name }) => String(name));
    const open = listOf(gateway, "requestRoutingRules")
      .filter((rule) => "backendAddressPool" in rule)
      .filter((rule) => !strict.some((name) => setOf(rule).endsWith(`/rewriteRuleSets/${name}`)));
    return open.length > 0
      ? open.map(({ name }) =>
          violation(
            `rule "${String(name)}" answers without a Strict-Transport-Security of at least ${least} seconds`,
            gateway,
          ),
        )
      : [compliant("every rule that answers sends Strict-Transport-Security", gateway)];
  },
  cases: {
    pass: {
      given: [gateway("max-age=31536000; includeSubDomains")],
      says: ["every rule that answers sends Strict-Transport-Security"],
    },
    fail: {
      given: [gateway("max-age=3600")],
      says: ['rule "a" answers without a Strict-Transport-Security of at least 31536000 seconds'],
    },
    absent: {
      given: [{ type: "network:ApplicationGateway", inputs: { requestRoutingRules: [answering] } }],
      says: ['rule "a" answers without a Strict-Transport-Security of at least 31536000 seconds'],
    },
    unknown: {
      given: [{ type: "network:ApplicationGateway", inputs: { rewriteRuleSets: UNKNOWN } }],
      says: ["rewriteRuleSets is not known before the update"],
    },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    {
      what: "drops the headers",
      type: "network:ApplicationGateway",
      set: { rewriteRuleSets: undefined },
      also: ["gateway-client-address"],
    },
  ],
});
