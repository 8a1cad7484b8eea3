/**
 * What the caller gave cannot be used. Every problem is listed at once, each as one sentence that quotes what was given
 * and what is allowed, so that it can be shown without a stack trace.
 */
export class InvalidInputError extends Error {
  override readonly name = "InvalidInputError";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}
