import type { DocumentAccount } from "../../components/data/document-store";
import type { CellPlan } from "../plan/cell-plan";
import type { Plan } from "../plan/plan";
import type { CellDataArgs } from "./cell-data-args";
import { cellDatabases, type CellDatabase } from "./cell-databases";
import { cellDocuments } from "./cell-documents";

export interface CellData {
  readonly databases: readonly CellDatabase[];
  /** By site code; empty where the platform keeps no documents. */
  readonly documents: Readonly<Record<string, DocumentAccount>>;
}

/** Everything of a cell that lasts: its tenants' databases and documents, with their backups. */
export function cellData(plan: Plan, cell: CellPlan, args: CellDataArgs): CellData {
  return {
    databases: cellDatabases(plan, cell, args),
    documents: cell.documents === undefined ? {} : cellDocuments(plan, cell, cell.documents, args),
  };
}
