import { retryAfter, type RestAnswer, type RestClient } from "./rest-client";
import { errorOf, isAbsent, ServiceError } from "./service-error";

/** Azure Resource Manager, as far as the jobs need it. */
export interface ResourceManager {
  /** @throws ServiceError */
  get(id: string, apiVersion: string): Promise<unknown>;
  /** Every element of a list, page by page. */
  list(id: string, apiVersion: string): Promise<readonly unknown[]>;
  /** Makes or changes a resource, and waits until Azure has finished. */
  put(id: string, apiVersion: string, body: unknown): Promise<unknown>;
  /** Asks for a resource, and leaves Azure to it once that was accepted. */
  begin(id: string, apiVersion: string, body: unknown): Promise<void>;
  /** Starts an action and waits until Azure has finished. */
  post(id: string, apiVersion: string, body?: unknown): Promise<unknown>;
  /** Removes a resource; one that is not there is removed already. */
  delete(id: string, apiVersion: string): Promise<void>;
  /** The same, for what has to be done although the job was stopped. */
  withSignal(signal: AbortSignal): ResourceManager;
}

/** Azure's advice where an answer gives none is to wait longer than this; copies take minutes. */
const POLL_MS = 15_000;

/** A restore may take 12 hours (Microsoft Learn, azure-sql/database/recovery-using-backups); nothing here takes a day. */
const LONGEST_OPERATION_MS = 24 * 3_600_000;

const TERMINAL_FAILURES: ReadonlySet<string> = new Set(["failed", "canceled", "cancelled"]);

function provisioningState(body: unknown): string | undefined {
  const { properties } = (body ?? {}) as { readonly properties?: { readonly provisioningState?: unknown } };
  return typeof properties?.provisioningState === "string" ? properties.provisioningState.toLowerCase() : undefined;
}

/**
 * ARM over plain requests. Long-running operations are followed as ARM asks: `Azure-AsyncOperation`, else `Location`,
 * else the resource's own provisioning state.
 *
 * @see Microsoft Learn, azure-resource-manager/management/async-operations (2024).
 */
export class ArmClient implements ResourceManager {
  constructor(
    private readonly endpoint: URL,
    private readonly rest: RestClient,
  ) {}

  withSignal(signal: AbortSignal): ArmClient {
    return new ArmClient(this.endpoint, this.rest.withSignal(signal));
  }

  async get(id: string, apiVersion: string): Promise<unknown> {
    return (await this.rest.send("GET", this.url(id, apiVersion))).body;
  }

  async list(id: string, apiVersion: string): Promise<readonly unknown[]> {
    const all: unknown[] = [];
    let next: URL | undefined = this.url(id, apiVersion);
    while (next !== undefined) {
      const answer: RestAnswer = await this.rest.send("GET", next);
      const page = (answer.body ?? {}) as { readonly value?: readonly unknown[]; readonly nextLink?: string };
      all.push(...(page.value ?? []));
      next = page.nextLink === undefined ? undefined : this.own(page.nextLink);
    }
    return all;
  }

  async put(id: string, apiVersion: string, body: unknown): Promise<unknown> {
    const url = this.url(id, apiVersion);
    const answer = await this.rest.send("PUT", url, body);
    const polled = await this.follow(answer, `PUT ${id}`);
    if (!polled && provisioningState(answer.body) === undefined) return answer.body;
    return this.settled(url, `PUT ${id}`);
  }

  async begin(id: string, apiVersion: string, body: unknown): Promise<void> {
    await this.rest.send("PUT", this.url(id, apiVersion), body);
  }

  async post(id: string, apiVersion: string, body?: unknown): Promise<unknown> {
    const answer = await this.rest.send("POST", this.url(id, apiVersion), body ?? {});
    await this.follow(answer, `POST ${id}`);
    return answer.body;
  }

  async delete(id: string, apiVersion: string): Promise<void> {
    try {
      await this.follow(await this.rest.send("DELETE", this.url(id, apiVersion)), `DELETE ${id}`);
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }

  private url(id: string, apiVersion: string): URL {
    const url = new URL(`${this.endpoint.href.replace(/\/$/, "")}${id}`);
    url.searchParams.set("api-version", apiVersion);
    return url;
  }

  /** An address that ARM gave. The token goes nowhere but to ARM. */
  private own(address: string): URL {
    const url = new URL(address, this.endpoint);
    if (url.origin !== this.endpoint.origin) {
      throw new Error(`ARM referred to ${url.origin}, but the job's token is for ${this.endpoint.origin} only.`);
    }
    return url;
  }

  /** Waits for an accepted operation; says whether there was one. */
  private async follow(answer: RestAnswer, asked: string): Promise<boolean> {
    const operation = answer.headers.get("azure-asyncoperation");
    const location = answer.headers.get("location");
    const address = operation ?? location;
    if (address === null || (operation === null && answer.status !== 202)) return false;
    let last = answer;
    await this.until(asked, async () => {
      await this.pauseAfter(last);
      last = await this.rest.send("GET", this.own(address));
      if (operation === null) return last.status !== 202;
      const { status } = (last.body ?? {}) as { readonly status?: unknown };
      const state = typeof status === "string" ? status.toLowerCase() : "";
      if (TERMINAL_FAILURES.has(state)) throw this.failure(last.body, state, asked);
      return state === "succeeded";
    });
    return true;
  }

  private async settled(url: URL, asked: string): Promise<unknown> {
    let body: unknown;
    await this.until(asked, async () => {
      const answer = await this.rest.send("GET", url);
      body = answer.body;
      const state = provisioningState(body);
      if (state !== undefined && TERMINAL_FAILURES.has(state)) throw this.failure(body, state, asked);
      const done = state === undefined || state === "succeeded";
      if (!done) await this.pauseAfter(answer);
      return done;
    });
    return body;
  }

  private async until(asked: string, done: () => Promise<boolean>): Promise<void> {
    const started = Date.now();
    while (!(await done())) {
      if (Date.now() - started > LONGEST_OPERATION_MS) {
        throw new ServiceError(0, "OperationTimedOut", `Azure did not finish within a day (${asked})`);
      }
    }
  }

  private failure(body: unknown, state: string, asked: string): ServiceError {
    const { code, message } = errorOf(0, body, asked);
    return new ServiceError(0, code === "HTTP 0" ? `Operation${state}` : code, message);
  }

  private async pauseAfter(answer: RestAnswer): Promise<void> {
    await this.rest.pause(retryAfter(answer.headers, Date.now()) ?? POLL_MS);
  }
}
