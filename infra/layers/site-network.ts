import type { Output } from "@pulumi/pulumi";

/** A network at one site as the families that live in it see it. */
export interface SiteNetwork {
  readonly site: string;
  readonly resourceGroupName: Output<string>;
  readonly networkId: Output<string>;
  readonly networkName: Output<string>;
  /** Subnet ids by the key of their segment. */
  readonly subnets: Readonly<Record<string, Output<string>>>;
}
