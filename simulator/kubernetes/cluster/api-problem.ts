/** A reason for which an API server refuses a request, with the place where the request is wrong. */
export interface ObjectProblem {
  /** For example `spec.selector.matchLabels`. */
  readonly field: string;
  /** In Kubernetes' own words: `Required value`, `Invalid value: "x": …`, `Forbidden: …`. */
  readonly message: string;
}

/** The reasons of the API machinery that are used here. */
export type StatusReason =
  "AlreadyExists" | "BadRequest" | "Forbidden" | "Invalid" | "NotFound" | "NoMatch" | "NotModelled";

/** A request that the API server has refused. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly reason: StatusReason,
    message: string,
  ) {
    super(message);
  }
}

/** A refusal for what Kubernetes has and the local cloud has not. */
export function notModelled(what: string): ApiError {
  return new ApiError("NotModelled", `${what} is not modelled by the local cloud`);
}

/** Throws with all problems of an object, in the form in which Kubernetes tells them, or nothing where there is none. */
export function refuseInvalid(what: string, problems: readonly ObjectProblem[]): void {
  if (problems.length === 0) return;
  const told = problems.map(({ field, message }) => `${field}: ${message}`);
  throw new ApiError("Invalid", `${what} is invalid: ${told.length === 1 ? told[0] : `[${told.join(", ")}]`}`);
}

export function required(field: string, hint = ""): ObjectProblem {
  return { field, message: hint === "" ? "Required value" : `Required value: ${hint}` };
}

export function invalid(field: string, value: unknown, why: string): ObjectProblem {
  return { field, message: `Invalid value: ${JSON.stringify(value)}: ${why}` };
}

export function forbidden(field: string, why: string): ObjectProblem {
  return { field, message: `Forbidden: ${why}` };
}

export function unsupported(field: string, value: unknown, allowed: readonly string[]): ObjectProblem {
  const list = allowed.map((each) => JSON.stringify(each)).join(", ");
  return { field, message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}` };
}

/** The problem where a condition holds, otherwise nothing. */
export function when(condition: boolean, problem: () => ObjectProblem): readonly ObjectProblem[] {
  return condition ? [problem()] : [];
}
