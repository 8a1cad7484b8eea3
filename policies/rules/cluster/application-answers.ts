import {
  compliant,
  notApplicable,
  one,
  otherType,
  propertyRule,
  said,
  undetermined,
  violation,
} from "../../framework/language";
import { listOf, read, textOf, valueOf } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { tenantsByNamespace } from "./tenant-homes";

type Part = Readonly<Record<string, unknown>>;

const TYPE = "kubernetes:apps/v1:Deployment";
const CONTAINERS = "spec.template.spec.containers";
const PROBES = {
  readinessProbe: "is asked whether it can answer",
  livenessProbe: "is asked whether it still works",
} as const;

const get = { httpGet: { scheme: "HTTPS", path: "/healthz", port: "https" } };
const deployment = (container: Part, spec: Part = {}) =>
  one(TYPE, {
    metadata: { name: "application", namespace: "ns-fjel" },
    spec: { ...spec, template: { spec: { containers: [{ name: "application", ...container }] } } },
  });

/** A number of replicas, or a share of them, as Kubernetes takes both. */
const takesAll = (value: unknown): boolean => value === "100%";

/** What of its rollout takes customers offline. */
function rolloutProblems(strategy: Part, replicas: unknown, isPaused: boolean): readonly string[] {
  const { maxUnavailable } = (strategy["rollingUpdate"] ?? {}) as Part;
  return [
    ...(strategy["type"] === "Recreate" ? ["a new version stops all replicas first (strategy is Recreate)"] : []),
    ...(takesAll(maxUnavailable) ? ["a new version may stop all replicas at once (maxUnavailable is 100%)"] : []),
    // A number takes the place of the autoscaler's with every update; none at all switches the autoscaler off
    // (kubernetes.io, tasks/run-application/horizontal-pod-autoscale, v1.36).
    ...(replicas === undefined ? [] : [`replicas is ${said(replicas)}; it has to be left to the autoscaler`]),
    ...(isPaused ? ["it is paused, so that no patch of it is rolled out"] : []),
  ];
}

/** Whether a probe asks the program itself, by TLS. */
function probeProblem(container: Part, name: keyof typeof PROBES): readonly string[] {
  const probe = container[name] as Part | undefined;
  const label = `container ${String(container["name"])}`;
  if (probe === undefined)
    return [
      `nothing asks ${label} (${name}): nobody knows whether it ${PROBES[name].replace("is asked whether it ", "")}`,
    ];
  const { scheme } = (probe["httpGet"] ?? {}) as Part;
  return scheme === "HTTPS" ? [] : [`${name} of ${label} does not ask it by HTTPS`];
}

export const rule = propertyRule({
  id: "application-answers",
  title: "A tenant's program is asked whether it answers, and a new version comes while the old one serves",
  why: "Customers would be sent to replicas that do not answer, or find none while a version is put in.",
  severity: "high",
  concern: "continuity",
  clauses: ["availability", "recovery.redundancy"],
  remediation:
    "Give the container a readinessProbe and a livenessProbe with httpGet by HTTPS, roll new versions out with maxUnavailable 0, and leave out replicas and paused.",
  types: [TYPE],
  judge: (resource, { tenants }) => {
    const namespace = read(resource, "metadata.namespace");
    if (
      namespace.kind !== "unknown" &&
      !tenantsByNamespace(tenants).has(textOf(resource, "metadata.namespace") ?? "")
    ) {
      return notApplicable("it is no tenant's program");
    }
    const containers = listOf(resource, CONTAINERS);
    const open = [
      namespace,
      ...[CONTAINERS, "spec.strategy", "spec.replicas", "spec.paused"].map((path) => read(resource, path)),
    ];
    if (
      open.some(({ kind }) => kind === "unknown") ||
      containers.some((each) => Object.keys(PROBES).some((name) => isUnknown(each[name])))
    ) {
      return [undetermined("how it is asked and rolled out is not known before the update", resource)];
    }
    const problems = [
      ...containers.flatMap((each) => [
        ...probeProblem(each, "readinessProbe"),
        ...probeProblem(each, "livenessProbe"),
      ]),
      ...rolloutProblems(
        (valueOf(resource, "spec.strategy") ?? {}) as Part,
        valueOf(resource, "spec.replicas"),
        valueOf(resource, "spec.paused") === true,
      ),
    ];
    return problems.length > 0
      ? problems.map((text) => violation(text, resource))
      : [compliant("it is asked whether it answers, and old replicas serve until new ones do", resource)];
  },
  cases: {
    pass: {
      given: deployment({ readinessProbe: get, livenessProbe: get }),
      says: ["it is asked whether it answers, and old replicas serve until new ones do"],
    },
    fail: {
      given: deployment(
        { readinessProbe: { exec: { command: ["true"] } }, livenessProbe: get },
        { strategy: { type: "Recreate" }, replicas: 1, paused: true },
      ),
      says: [
        "readinessProbe of container application does not ask it by HTTPS",
        "a new version stops all replicas first (strategy is Recreate)",
        "replicas is 1; it has to be left to the autoscaler",
        "it is paused, so that no patch of it is rolled out",
      ],
    },
    absent: {
      given: deployment({}),
      says: [
        "nothing asks container application (readinessProbe): nobody knows whether it can answer",
        "nothing asks container application (livenessProbe): nobody knows whether it still works",
      ],
    },
    unknown: {
      given: deployment({ readinessProbe: UNKNOWN, livenessProbe: get }),
      says: ["how it is asked and rolled out is not known before the update"],
    },
    notApplicable: otherType(TYPE),
  },
  sabotage: [
    {
      what: "sends users to replicas that do not answer",
      type: TYPE,
      set: { [`${CONTAINERS}.0.readinessProbe`]: undefined },
    },
    { what: "leaves a stuck program as it is", type: TYPE, set: { [`${CONTAINERS}.0.livenessProbe`]: undefined } },
    { what: "asks without TLS", type: TYPE, set: { [`${CONTAINERS}.0.readinessProbe.httpGet.scheme`]: "HTTP" } },
    { what: "stops the old version first", type: TYPE, set: { "spec.strategy": { type: "Recreate" } } },
    { what: "rolls a version out at once", type: TYPE, set: { "spec.strategy.rollingUpdate.maxUnavailable": "100%" } },
    { what: "stops a program", type: TYPE, set: { "spec.replicas": 0 } },
    { what: "keeps patches of a program from running", type: TYPE, set: { "spec.paused": true } },
  ],
});
