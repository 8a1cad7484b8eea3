import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { podSpecOf, WORKLOAD_TYPES } from "./pod-specs";

type Part = Readonly<Record<string, unknown>>;

const MOUNTS = "automountServiceAccountToken";

const deployment = (spec: Part) => one("kubernetes:apps/v1:Deployment", { spec: { template: { spec } } });
const projected = (source: Part) => ({ name: "token", projected: { sources: [source] } });

/** Names of the volumes in which the cluster signs a token for the pod. */
function tokenVolumes(volumes: readonly Part[]): readonly string[] {
  return volumes
    .filter(({ projected }) => {
      const { sources } = (projected ?? {}) as { readonly sources?: readonly Part[] };
      return (sources ?? []).some((source) => source["serviceAccountToken"] !== undefined);
    })
    .map(({ name }) => String(name));
}

export const rule = propertyRule({
  id: "pod-no-cluster-token",
  title: "No pod asks for a token of its cluster; the one for Azure comes by workload identity",
  why: "Whoever breaks into the pod could call the cluster's API, or stay signed in for as long as the token lives.",
  severity: "high",
  concern: "security",
  clauses: [],
  remediation: `Set ${MOUNTS} of the pod to false, and take out volumes with a serviceAccountToken; label the pod azure.workload.identity/use instead.`,
  types: WORKLOAD_TYPES,
  judge: (resource) => {
    const pods = podSpecOf(resource);
    const mounts = read(resource, `${pods}.${MOUNTS}`);
    const volumes = read(resource, `${pods}.volumes`);
    if (mounts.kind === "unknown" || volumes.kind === "unknown") {
      return [undetermined("whether its pods ask for a token of the cluster is not known before the update", resource)];
    }
    const wrong = [
      // Absent, the service account decides, which another rule looks at (Kubernetes API reference, PodSpec).
      ...(mounts.kind === "given" && mounts.value !== false
        ? [`${MOUNTS} is ${String(mounts.value)}, which puts a token for the cluster's API into its pods`]
        : []),
      ...tokenVolumes(listOf(resource, `${pods}.volumes`)).map(
        (name) =>
          `volume ${name} asks for a token of its own (serviceAccountToken), whoever it is for and however long`,
      ),
    ];
    return wrong.length > 0
      ? wrong.map((text) => violation(text, resource))
      : [compliant("its pods ask for no token of the cluster", resource)];
  },
  cases: {
    pass: { given: deployment({ [MOUNTS]: false }), says: ["its pods ask for no token of the cluster"] },
    fail: {
      given: deployment({
        [MOUNTS]: true,
        volumes: [projected({ serviceAccountToken: { path: "t", expirationSeconds: 86_400 } })],
      }),
      says: [
        "automountServiceAccountToken is true, which puts a token for the cluster's API into its pods",
        "volume token asks for a token of its own (serviceAccountToken), whoever it is for and however long",
      ],
    },
    absent: {
      given: deployment({ volumes: [projected({ configMap: { name: "settings" } })] }),
      says: ["its pods ask for no token of the cluster"],
    },
    unknown: {
      given: deployment({ [MOUNTS]: UNKNOWN }),
      says: ["whether its pods ask for a token of the cluster is not known before the update"],
    },
    notApplicable: otherType(...WORKLOAD_TYPES),
  },
  sabotage: [
    {
      what: "puts a token of the cluster into a tenant's program",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.automountServiceAccountToken": true },
    },
    {
      what: "puts a token of the cluster into a job",
      type: "kubernetes:batch/v1:CronJob",
      set: { "spec.jobTemplate.spec.template.spec.automountServiceAccountToken": true },
    },
    {
      what: "gives a tenant's program a token that lives for a day",
      type: "kubernetes:apps/v1:Deployment",
      set: {
        "spec.template.spec.volumes.1": projected({ serviceAccountToken: { path: "t", expirationSeconds: 86_400 } }),
      },
    },
  ],
});
