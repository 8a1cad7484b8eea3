/** Which database a BACPAC is made of or read into. */
export interface BacpacDatabase {
  readonly server: string;
  readonly database: string;
}

/** Makes a BACPAC of a database, and a database of a BACPAC. */
export interface BacpacTool {
  readonly name: string;
  /** Exact version. @throws Error where the tool is not there. */
  version(signal: AbortSignal): Promise<string>;
  /** @param file must not exist yet. @param scratch a folder for the tool's own temporary files. */
  export(from: BacpacDatabase, file: string, scratch: string, signal: AbortSignal): Promise<void>;
  /** @param into must exist and be empty. */
  import(file: string, into: BacpacDatabase, scratch: string, signal: AbortSignal): Promise<void>;
}

/**
 * Largest BACPAC that is accepted, in bytes: what Azure itself allows for a BACPAC in blob storage, and the size below
 * which Microsoft says the export performs best (Microsoft Learn, azure-sql/database/database-export; sql/tools/sqlpackage/
 * sqlpackage-export; 2025).
 */
export const BACPAC_LIMIT_BYTES = 200_000_000_000;
