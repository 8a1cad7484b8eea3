/** Roles over everything in a namespace or a cluster. Source: kubernetes.io, reference/access-authn-authz/rbac#user-facing-roles (v1.36). */
export const ADMINISTRATORS: readonly string[] = ["cluster-admin", "admin", "edit"];
