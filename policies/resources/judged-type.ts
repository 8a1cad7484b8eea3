import type { ResourceTypeName } from "../../azure/resource-types";

/** Objects of clusters that rules look at, by their tokens; Azure's types are named by the inventory. */
type ClusterType =
  | "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding"
  | "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"
  | "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding"
  | "kubernetes:rbac.authorization.k8s.io/v1:Role"
  | "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass"
  | "kubernetes:core/v1:Namespace"
  | "kubernetes:core/v1:Service"
  | "kubernetes:core/v1:ServiceAccount"
  | "kubernetes:core/v1:ConfigMap"
  | "kubernetes:core/v1:Secret"
  | "kubernetes:core/v1:NamespacePatch"
  | "kubernetes:networking.istio.io/v1:DestinationRule"
  | "kubernetes:core/v1:ResourceQuota"
  | "kubernetes:core/v1:LimitRange"
  | "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute"
  | "kubernetes:gateway.networking.k8s.io/v1:Gateway"
  | "kubernetes:gateway.networking.k8s.io/v1:BackendTLSPolicy"
  | "kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant"
  | "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"
  | "kubernetes:policy/v1:PodDisruptionBudget"
  | "kubernetes:batch/v1:Job"
  | "kubernetes:apps/v1:Deployment"
  | "kubernetes:batch/v1:CronJob"
  | "kubernetes:networking.k8s.io/v1:NetworkPolicy";

/** A type of resource that a rule can be about. */
export type JudgedType = ResourceTypeName | ClusterType;
