/** Nights on which a window opens: Monday to Thursday, or Friday to Sunday. */
export type SqlMaintenanceNights = "weekdays" | "weekends";

/**
 * Regions in which Azure lets databases choose a window, as Azure writes them in the window's name. Databases of ours are
 * zone-redundant wherever their region has zones, so a region with zones that offers windows only to others is left out
 * (Switzerland North).
 *
 * Sources: Microsoft Learn, azure-sql/database/region-availability (2026-09-30), both tables of maintenance windows; the
 * names as the reference of Terraform's azurerm_mssql_database lists them.
 */
const REGIONS: Readonly<Record<string, string>> = {
  westeurope: "WestEurope",
  northeurope: "NorthEurope",
  swedencentral: "SwedenCentral",
  germanywestcentral: "GermanyWestCentral",
  francecentral: "FranceCentral",
  francesouth: "FranceSouth",
  uksouth: "UKSouth",
  ukwest: "UKWest",
};

/** Name of the maintenance configuration of databases in a region; nothing where Azure keeps to hours of its own. */
export function sqlMaintenanceWindow(region: string, nights: SqlMaintenanceNights): string | undefined {
  const name = REGIONS[region];
  return name === undefined ? undefined : `SQL_${name}_DB_${nights === "weekdays" ? 1 : 2}`;
}
