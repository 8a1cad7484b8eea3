/** What was done to a resource, and when in virtual time. */
export interface Operation {
  /** 1 for the first of the cloud. */
  readonly number: number;
  readonly kind: "create" | "update" | "delete";
  readonly id: string;
  readonly type: string;
  /** Virtual time, ISO 8601. */
  readonly started: string;
  /** Virtual time, ISO 8601. */
  readonly ended: string;
}

export const operationPrefix = "operation!";

/** The key under which an operation is stored; keys sort as the operations do. */
export function operationKey(number: number): string {
  return operationPrefix + String(number).padStart(12, "0");
}
