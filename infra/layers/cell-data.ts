import type { CellPlan } from "../plan/cell-plan";
import type { Plan } from "../plan/plan";
import type { CellDataArgs } from "./cell-data-args";
import { cellDatabases, type CellDatabase, type CellDatabases } from "./cell-databases";
import { cellDocuments, type CellDocuments } from "./cell-documents";

export interface CellData {
  readonly databases: readonly CellDatabase[];
  readonly kept: CellDatabases["kept"];
  readonly documents: CellDocuments;
}

/** Everything of a cell that lasts: its tenants' databases and documents, with their backups. */
export function cellData(plan: Plan, cell: CellPlan, args: CellDataArgs): CellData {
  const { serving, kept } = cellDatabases(plan, cell, args);
  return {
    databases: serving,
    kept,
    documents:
      cell.documents === undefined
        ? { accounts: {}, addresses: {}, backups: {} }
        : cellDocuments(plan, cell, cell.documents, args),
  };
}
