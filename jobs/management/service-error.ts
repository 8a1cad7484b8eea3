/** What an Azure service answered instead of doing what it was asked. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";

  constructor(
    /** HTTP status; 0 where an operation that had been accepted failed later. */
    readonly status: number,
    /** Azure's own code, for example `ResourceNotFound`. */
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** Whether the service said that what was asked for is not there. */
export function isAbsent(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 404;
}

/**
 * Whether Azure understood what was asked and will not or could not do it; not that the job has no right to ask, or that
 * Azure is busy.
 */
export function isRefusal(error: unknown): error is ServiceError {
  return error instanceof ServiceError && [0, 400, 404, 409].includes(error.status);
}

/** The error in the body of an answer, in the one shape that ARM, Key Vault and Monitor share. */
export function errorOf(status: number, body: unknown, asked: string): ServiceError {
  const { error } = (body ?? {}) as { readonly error?: { readonly code?: unknown; readonly message?: unknown } };
  const code = typeof error?.code === "string" ? error.code : `HTTP ${status}`;
  const message = typeof error?.message === "string" ? error.message : "no reason given";
  return new ServiceError(status, code, `${message} (${asked})`);
}
