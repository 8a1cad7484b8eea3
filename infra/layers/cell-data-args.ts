import type { Output, ProviderResource } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import type { Administrator } from "../../components/identity/administrator";
import type { CellSite } from "./cell-network";
import type { PlatformOutputs } from "./layer-outputs";

export interface CellDataArgs {
  /** Platform, environment and cell; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly platform: Output<PlatformOutputs>;
  /** The cell's networks, as `cellNetwork` made them. */
  readonly networks: readonly CellSite[];
  /** Who administers the database servers. */
  readonly administrators: Administrator;
  /** Who works with a tenant's data, by tenant code. */
  readonly users: Readonly<Record<string, { readonly name: string; readonly principalId: Output<string> }>>;
  /** Provider of the platform's subscription, where it is not the cells'. */
  readonly platformProvider?: ProviderResource;
}
