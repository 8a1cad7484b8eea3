/** One reason for which Azure would refuse a request. */
export interface ArmProblem {
  /** Azure's own error code, for example `NetcfgInvalidSubnet`. */
  readonly code: string;
  /** What is wrong, with what was given and what is allowed. */
  readonly message: string;
  /** Path in the body of the request, for example `properties.addressSpace.addressPrefixes[0]`. */
  readonly target?: string;
  /** HTTP status. @default 400 */
  readonly status?: number;
}

/** A request that was refused, with every reason found. */
export class ArmError extends Error {
  constructor(readonly problems: readonly [ArmProblem, ...ArmProblem[]]) {
    super(describeProblems(problems));
    this.name = "ArmError";
  }

  get code(): string {
    return this.problems[0].code;
  }

  get status(): number {
    return this.problems[0].status ?? 400;
  }
}

/** Throws an {@link ArmError} with all problems, or nothing where there is none. */
export function refuseIf(problems: readonly ArmProblem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new ArmError([first, ...rest]);
}

/** The message of a refused request in the form of the Azure SDKs: status, code and message, then the other reasons. */
export function describeProblems(problems: readonly [ArmProblem, ...ArmProblem[]]): string {
  const [first, ...rest] = problems;
  const head = `Status=${first.status ?? 400} ${describe(first)}`;
  return rest.length === 0
    ? head
    : `${head} Details=[\n${rest.map((problem) => `  ${describe(problem)}`).join("\n")}\n]`;
}

function describe({ code, message, target }: ArmProblem): string {
  return `Code="${code}" Message="${message}"${target === undefined ? "" : ` Target="${target}"`}`;
}
