import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

const APPLICATION = "kubernetes:apps/v1:Deployment";
const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const metadata = { name: "application", namespace: "ns-fjel" };
const application = { type: APPLICATION, name: "application", inputs: { metadata } } as const;
const autoscaler = (target: object) =>
  ({
    type: AUTOSCALER,
    name: "autoscaler",
    inputs: { metadata, spec: { minReplicas: 2, maxReplicas: 9, scaleTargetRef: { kind: "Deployment", ...target } } },
  }) as const;

/** Whether an autoscaler is of the same cluster and namespace and names the application. */
function scales(autoscaler: RegisteredResource, application: RegisteredResource): boolean {
  return (
    autoscaler.provider === application.provider &&
    textOf(autoscaler, "metadata.namespace") === textOf(application, "metadata.namespace") &&
    textOf(autoscaler, "spec.scaleTargetRef.kind") === "Deployment" &&
    textOf(autoscaler, "spec.scaleTargetRef.name") === textOf(application, "metadata.name")
  );
}

export const rule = relationRule({
  id: "application-scales",
  title: "A tenant's program is run as often as its load asks for",
  why: "A Deployment without an autoscaler runs once, and a busy morning or one lost node takes the customer offline.",
  severity: "high",
  concern: "continuity",
  clauses: ["access.peaks", "recovery.redundancy"],
  remediation: "Add a HorizontalPodAutoscaler in the same namespace whose scaleTargetRef names the Deployment.",
  spans: "stack",
  judge: (resources, { tenants }) => {
    const namespaces = tenants.tenants.map(({ code }) => `ns-${code}`);
    const applications = resources
      .ofType(APPLICATION)
      .filter((one) => namespaces.includes(textOf(one, "metadata.namespace") ?? ""));
    const autoscalers = resources.ofType(AUTOSCALER);
    const leads = ["metadata.namespace", "spec.scaleTargetRef.kind", "spec.scaleTargetRef.name"];
    const isOpen = autoscalers.some((one) => leads.some((path) => read(one, path).kind === "unknown"));
    return forEach(applications, "programs of tenants", (application) => {
      if (autoscalers.some((one) => scales(one, application))) return compliant("an autoscaler runs it", application);
      return isOpen
        ? undetermined("whether an autoscaler runs it is not known before the update", application)
        : violation("no autoscaler runs it as often as its load asks for", application);
    });
  },
  cases: {
    pass: { given: [application, autoscaler({ name: "application" })], says: ["an autoscaler runs it"] },
    fail: {
      given: [application, autoscaler({ name: "other" })],
      says: ["no autoscaler runs it as often as its load asks for"],
    },
    absent: { given: [application], says: ["no autoscaler runs it as often as its load asks for"] },
    unknown: {
      given: [application, autoscaler({ name: UNKNOWN })],
      says: ["whether an autoscaler runs it is not known before the update"],
    },
    notApplicable: { given: [autoscaler({ name: "application" })], says: ["there are no programs of tenants"] },
  },
  sabotage: [
    { what: "removes a program's autoscaler", type: AUTOSCALER, remove: true },
    {
      what: "points an autoscaler at another kind of object",
      type: AUTOSCALER,
      set: { "spec.scaleTargetRef.kind": "StatefulSet" },
    },
    { what: "points an autoscaler at nothing", type: AUTOSCALER, set: { "spec.scaleTargetRef.name": "gone" } },
  ],
});
