import type { Agreement } from "./agreement";
import type { Tenant, Tenants } from "./tenants";

type Buys = (tenant: Pick<Tenant, "overrides">, agreement: Agreement) => boolean;

/** Options that a single tenant buys by an override, by the name of the clause that sells them. */
const BOUGHT: Readonly<Record<string, Buys>> = {
  "access.tenantAddresses": ({ overrides }) => overrides.addresses !== undefined,
  "encryption.customerKeys": ({ overrides }) => overrides.customerKey === true,
  "identity.twoFactor": ({ overrides }) => overrides.twoFactor !== undefined,
  "isolation.computeOption": ({ overrides }, { isolation }) =>
    overrides.compute !== undefined && overrides.compute === isolation.computeOption?.compute,
  "isolation.firewallOption": ({ overrides }, { isolation }) =>
    overrides.firewall !== undefined && overrides.firewall === isolation.firewallOption?.firewall,
};

/** A switch that says whether every tenant has an option. */
interface Option {
  readonly on: boolean;
}

/** What says who has which option. */
export interface Sold {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
}

/**
 * The tenants that have an option: all where the whole platform has it, else those that bought it.
 *
 * @param name of the clause that sells it: `access.tenantAddresses`
 * @param option what stands there; without one nobody has it
 */
export function tenantsWith(name: string, option: Option | undefined, { agreement, tenants }: Sold): readonly Tenant[] {
  if (option === undefined) return [];
  return option.on ? tenants.tenants : tenants.tenants.filter((tenant) => BOUGHT[name]?.(tenant, agreement) === true);
}

/** Whether anybody has an option, so that what it promises has to hold. */
export function isInForce(name: string, option: Option, sold: Sold): boolean {
  return option.on || tenantsWith(name, option, sold).length > 0;
}
