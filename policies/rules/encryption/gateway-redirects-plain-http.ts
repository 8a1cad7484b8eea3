import { compliant, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read, walk } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const ruleOf = (listener: string) => ({ httpListener: { id: `/gateway/httpListeners/${listener}` } });
const gateway = (httpListeners: unknown, requestRoutingRules: unknown) =>
  ({ type: "network:ApplicationGateway", inputs: { httpListeners, requestRoutingRules } }) as const;

function walkText(rule: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const found = walk(rule, path);
  return found.kind === "given" ? String(found.value) : undefined;
}

export const rule = propertyRule({
  id: "gateway-redirects-plain-http",
  title: "What comes without TLS is only told to come with it",
  why: "A password that was typed into a page without TLS has been read on the way.",
  severity: "critical",
  concern: "security",
  clauses: ["encryption.inTransit"],
  remediation: "Give every listener of protocol Http a rule that redirects, and nothing else.",
  types: ["network:ApplicationGateway"],
  judge: (gateway) => {
    for (const path of ["httpListeners", "requestRoutingRules"]) {
      if (read(gateway, path).kind === "unknown")
        return [undetermined(`${path} is not known before the update`, gateway)];
    }
    const rules = listOf(gateway, "requestRoutingRules");
    const plain = listOf(gateway, "httpListeners").filter(({ protocol }) => (protocol ?? "Http") === "Http");
    const open = plain.flatMap(({ name }) => {
      const own = rules.filter((rule) =>
        String(walkText(rule, "httpListener.id")).endsWith(`/httpListeners/${String(name)}`),
      );
      const redirects =
        own.length > 0 && own.every((rule) => "redirectConfiguration" in rule && !("backendAddressPool" in rule));
      return redirects ? [] : [violation(`listener "${String(name)}" answers without TLS`, gateway)];
    });
    return open.length > 0 ? open : [compliant("every listener without TLS only redirects", gateway)];
  },
  cases: {
    pass: {
      given: [gateway([{ name: "a", protocol: "Http" }], [{ ...ruleOf("a"), redirectConfiguration: { id: "/r" } }])],
      says: ["every listener without TLS only redirects"],
    },
    fail: {
      given: [gateway([{ name: "a", protocol: "Http" }], [{ ...ruleOf("a"), backendAddressPool: { id: "/p" } }])],
      says: ['listener "a" answers without TLS'],
    },
    absent: { given: [gateway([{ name: "a" }], [])], says: ['listener "a" answers without TLS'] },
    unknown: { given: [gateway(UNKNOWN, [])], says: ["httpListeners is not known before the update"] },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    {
      what: "serves a tenant without TLS",
      type: "network:ApplicationGateway",
      edit: (inputs) => ({
        ...inputs,
        requestRoutingRules: (inputs["requestRoutingRules"] as readonly Readonly<Record<string, unknown>>[]).map(
          (rule) =>
            "redirectConfiguration" in rule
              ? { ...rule, redirectConfiguration: undefined, backendAddressPool: { id: "/pool" } }
              : rule,
        ),
      }),
      also: ["gateway-strict-transport", "nothing-else-passes"],
    },
  ],
});
