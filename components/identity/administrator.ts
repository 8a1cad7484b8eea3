import type { Input } from "@pulumi/pulumi";

/** Who in Microsoft Entra administers a service: a group, in which people come and go, or one program. */
export interface Administrator {
  /** @default "Group" */
  readonly kind?: "Group" | "Application";
  readonly name: Input<string>;
  /** Object id of the group, or client id of the program. */
  readonly objectId: Input<string>;
  /** Microsoft Entra tenant (directory) id that holds it. */
  readonly directory: string;
}
