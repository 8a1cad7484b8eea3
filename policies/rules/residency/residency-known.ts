import { unplacedBytes } from "../../analysis/residency/unplaced-bytes";
import { restingPlaces } from "../../analysis/residency/resting-places";
import { compliant, needsUnion, notApplicable, one, relationRule, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const workspaceId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log";
const workspace = {
  type: "operationalinsights:Workspace",
  name: "workspace",
  id: workspaceId,
  inputs: { location: "norwayeast" },
} as const;
const setting = (inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "monitor:DiagnosticSetting", name: "setting", inputs }) as const;
const kept = "1 place in which bytes rest is known, and nothing sends bytes anywhere else";

export const rule = relationRule({
  id: "residency-known",
  title: "Everything that keeps or sends bytes is known, so that every place of them is",
  why: "A copy in a place that nobody looks at has left the agreed countries without anybody noticing.",
  severity: "high",
  concern: "residency",
  clauses: ["residency"],
  remediation: "Send it to a place of the platform, or teach the analysis of residency where it rests.",
  spans: "platform",
  judge: (resources, { agreement }) => {
    const places = restingPlaces(resources, agreement);
    const unplaced = unplacedBytes(resources);
    if (places.length === 0 && unplaced.length === 0 && resources.ofType("monitor:DiagnosticSetting").length === 0) {
      return notApplicable("nothing here keeps or sends bytes");
    }
    const bad = unplaced.filter(({ kind }) => kind !== "undetermined");
    const open = unplaced.filter(({ kind }) => kind === "undetermined");
    if (bad.length > 0) return bad.map(({ message, resource }) => violation(message, resource));
    if (open.length > 0) return [needsUnion("whether everything that is sent to other stacks stays in the platform")];
    const count =
      places.length === 1 ? "1 place in which bytes rest is" : `${places.length} places in which bytes rest are`;
    return [compliant(`${count} known, and nothing sends bytes anywhere else`)];
  },
  cases: {
    pass: { given: [workspace, setting({ workspaceId })], says: [kept] },
    fail: {
      given: [workspace, setting({ workspaceId, eventHubAuthorizationRuleId: "/hub" })],
      says: ["eventHubAuthorizationRuleId hands bytes to whoever listens, and nobody can say where they rest"],
    },
    absent: { given: [workspace, setting({})], says: [kept] },
    unknown: {
      given: [setting({ workspaceId })],
      alone: true,
      says: [
        "whether everything that is sent to other stacks stays in the platform can only be judged over all stacks of the platform: run deltawerk check",
      ],
    },
    notApplicable: {
      given: one("network:RouteTable", { routeTableName: UNKNOWN }),
      says: ["nothing here keeps or sends bytes"],
    },
  },
  sabotage: [
    {
      what: "streams logs to whoever listens",
      type: "monitor:DiagnosticSetting",
      set: { eventHubAuthorizationRuleId: "/subscriptions/x/rule" },
    },
    {
      what: "sends flow logs to a stranger's account",
      type: "network:FlowLog",
      set: { storageId: "/subscriptions/x/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/strange" },
    },
  ],
});
