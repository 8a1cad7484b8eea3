import { compliant, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const HEADER = '"headerName":"X-Forwarded-For","headerValue":"{var_client_ip}"';
const gateway = (headerValue: string) =>
  ({
    type: "network:ApplicationGateway",
    inputs: {
      rewriteRuleSets: [
        {
          rewriteRules: [
            { actionSet: { requestHeaderConfigurations: [{ headerName: "X-Forwarded-For", headerValue }] } },
          ],
        },
      ],
    },
  }) as const;

export const rule = propertyRule({
  id: "gateway-client-address",
  title: "The application gets the client's own address, and no other that the client wrote",
  why: "Who did something could be written by whoever did it.",
  severity: "medium",
  concern: "operations",
  clauses: ["logging.access"],
  remediation: "Set X-Forwarded-For to {var_client_ip} in a rewrite rule.",
  types: ["network:ApplicationGateway"],
  judge: (gateway) => {
    if (read(gateway, "rewriteRuleSets").kind === "unknown") {
      return [undetermined("rewriteRuleSets is not known before the update", gateway)];
    }
    return JSON.stringify(listOf(gateway, "rewriteRuleSets")).includes(HEADER)
      ? [compliant("X-Forwarded-For is the client's own address", gateway)]
      : [violation("X-Forwarded-For is what the client says", gateway)];
  },
  cases: {
    pass: { given: [gateway("{var_client_ip}")], says: ["X-Forwarded-For is the client's own address"] },
    fail: { given: [gateway("{http_req_X-Forwarded-For}")], says: ["X-Forwarded-For is what the client says"] },
    absent: {
      given: [{ type: "network:ApplicationGateway", inputs: {} }],
      says: ["X-Forwarded-For is what the client says"],
    },
    unknown: {
      given: [{ type: "network:ApplicationGateway", inputs: { rewriteRuleSets: UNKNOWN } }],
      says: ["rewriteRuleSets is not known before the update"],
    },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    {
      what: "believes the client",
      type: "network:ApplicationGateway",
      set: { "rewriteRuleSets.0.rewriteRules.0.actionSet.requestHeaderConfigurations": undefined },
    },
  ],
});
