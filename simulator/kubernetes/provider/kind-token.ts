/** A kind as a token of the SDK names it. */
export interface NamedKind {
  /** `apps/v1`; `v1` in the core group. */
  readonly apiVersion: string;
  readonly kind: string;
}

/** The kind of a token such as `kubernetes:apps/v1:Deployment`; undefined where it names none. */
export function kindOfToken(token: string): NamedKind | undefined {
  const [, module = "", kind = ""] = token.split(":");
  const [group = "", version, ...more] = module.split("/");
  if (version === undefined || more.length > 0 || kind === "") return undefined;
  return { apiVersion: group === "core" ? version : module, kind };
}
