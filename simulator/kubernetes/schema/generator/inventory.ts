/** Kinds of Kubernetes itself that the local cloud serves, as `group/version/Kind`; the core group has no name. */
export const builtInKinds: readonly string[] = [
  "v1/ConfigMap",
  "v1/LimitRange",
  "v1/Namespace",
  "v1/ResourceQuota",
  "v1/Secret",
  "v1/Service",
  "v1/ServiceAccount",
  "apiextensions.k8s.io/v1/CustomResourceDefinition",
  "apps/v1/Deployment",
  "autoscaling/v2/HorizontalPodAutoscaler",
  "batch/v1/CronJob",
  "batch/v1/Job",
  "networking.k8s.io/v1/NetworkPolicy",
  "policy/v1/PodDisruptionBudget",
  "rbac.authorization.k8s.io/v1/ClusterRole",
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding",
  "rbac.authorization.k8s.io/v1/Role",
  "rbac.authorization.k8s.io/v1/RoleBinding",
  "scheduling.k8s.io/v1/PriorityClass",
];

/** A definition of custom resources that comes with an add-on of AKS, and where it is published. */
export interface CustomSource {
  readonly module: string;
  /** The definition's file in the module. */
  readonly file: string;
  readonly version: string;
}

export const customSources: readonly CustomSource[] = [
  {
    module: "sigs.k8s.io/secrets-store-csi-driver",
    file: "config/crd/bases/secrets-store.csi.x-k8s.io_secretproviderclasses.yaml",
    version: "v1",
  },
];
