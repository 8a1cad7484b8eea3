import type { ArmBody, ArmObject } from "../../arm/resource";
import { numberAt, textAt } from "../read-body";

export type Edition = "Basic" | "Standard" | "Premium" | "GeneralPurpose" | "BusinessCritical" | "Hyperscale";

/** What a SKU name buys. */
export interface ServiceObjective {
  readonly edition: Edition;
  /** For example `GP_Gen5_2`. */
  readonly name: string;
  readonly family?: string;
  /** vCores or DTUs. */
  readonly capacity: number;
}

const vCoreEditions: Readonly<Record<string, Edition>> = {
  GP: "GeneralPurpose",
  BC: "BusinessCritical",
  HS: "Hyperscale",
};

/** DTUs by name. Microsoft Learn, azure-sql/database/resource-limits-dtu-single-databases. */
const dtus: Readonly<Record<string, readonly [Edition, number]>> = {
  Basic: ["Basic", 5],
  S0: ["Standard", 10],
  S1: ["Standard", 20],
  S2: ["Standard", 50],
  S3: ["Standard", 100],
  S4: ["Standard", 200],
  S6: ["Standard", 400],
  S7: ["Standard", 800],
  S9: ["Standard", 1600],
  S12: ["Standard", 3000],
  P1: ["Premium", 125],
  P2: ["Premium", 250],
  P4: ["Premium", 500],
  P6: ["Premium", 1000],
  P11: ["Premium", 1750],
  P15: ["Premium", 4000],
};

/** `GP_Gen5_2`, `GP_S_Gen5_2`, and `GP_Gen5` with the capacity beside it. */
const vCoreName = /^(GP|BC|HS)(_S)?_(Gen5|PRMS|MOPRMS|DC|Fsv2|8IM)(?:_(\d+))?$/;

/** Azure's choice where nothing is asked for. */
const defaultName = "GP_Gen5_2";

/** What the SKU of a database buys; undefined where Azure has no such SKU. */
export function serviceObjectiveOf(database: ArmBody): ServiceObjective | undefined {
  const asked = textAt(database, "sku.name") ?? defaultName;
  const dtu = dtus[asked];
  if (dtu !== undefined) return { edition: dtu[0], name: asked, capacity: dtu[1] };
  const [, prefix = "", serverless = "", family = "", cores] = vCoreName.exec(asked) ?? [];
  const edition = vCoreEditions[prefix];
  const capacity = cores === undefined ? numberAt(database, "sku.capacity") : Number(cores);
  if (edition === undefined || capacity === undefined) return undefined;
  return { edition, name: `${prefix}${serverless}_${family}_${capacity}`, family, capacity };
}

/** The SKU as Azure shows what a database has now. */
export function currentSku({ edition, name, family, capacity }: ServiceObjective): ArmObject {
  const short = family === undefined ? edition : name.replace(/_\d+$/, "");
  return { name: short, tier: edition, capacity, ...(family !== undefined && { family }) };
}

/** Editions that can spread a database over zones. Microsoft Learn, reliability-sql-database (2026-08). */
export function canBeZoneRedundant({ edition }: ServiceObjective): boolean {
  return edition !== "Basic" && edition !== "Standard";
}
