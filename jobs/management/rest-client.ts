import type { TokenSource } from "../identity/token-source";
import { pause as realPause, type Pause } from "../job/pause";
import { errorOf } from "./service-error";

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface RestClientArgs {
  readonly tokens: TokenSource;
  /** Scope of the tokens. */
  readonly scope: string;
  readonly signal: AbortSignal;
  readonly pause?: Pause;
}

export type Method = "GET" | "PUT" | "POST" | "DELETE";

/** Attempts before a request is given up. With the pauses between them about a minute, where Azure names none. */
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 120_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** Statuses after which the same request may succeed (Microsoft Learn, architecture/best-practices/transient-faults). */
const TRANSIENT: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** How long an answer asks to wait, in milliseconds: seconds or a date, RFC 9110, section 10.2.3. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_PAUSE_MS);
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * Requests to an Azure service with the job's identity. Throttling is honoured: a request that is refused for now is
 * repeated when Azure says so, or after growing pauses.
 */
export class RestClient {
  constructor(private readonly args: RestClientArgs) {}

  get signal(): AbortSignal {
    return this.args.signal;
  }

  /** The same client, for what has to be done although the job was stopped. */
  withSignal(signal: AbortSignal): RestClient {
    return new RestClient({ ...this.args, signal });
  }

  pause(milliseconds: number): Promise<void> {
    return (this.args.pause ?? realPause)(milliseconds, this.args.signal);
  }

  /** @throws ServiceError for every answer that is not a success. */
  async send(method: Method, url: URL, body?: unknown): Promise<RestAnswer> {
    const asked = `${method} ${url.pathname}`;
    for (let attempt = 1; ; attempt += 1) {
      this.args.signal.throwIfAborted();
      const answer = await this.once(method, url, body, attempt === ATTEMPTS);
      if (answer !== undefined && answer.status < 400) return answer;
      if (answer !== undefined && (!TRANSIENT.has(answer.status) || attempt === ATTEMPTS)) {
        throw errorOf(answer.status, answer.body, asked);
      }
      const asksFor = answer === undefined ? undefined : retryAfter(answer.headers, Date.now());
      await this.pause(asksFor ?? Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS));
    }
  }

  /** One attempt; nothing where the service could not be reached. All methods used here may be repeated. */
  private async once(method: Method, url: URL, body: unknown, last: boolean): Promise<RestAnswer | undefined> {
    const { tokens, scope, signal } = this.args;
    const token = await tokens(scope, signal);
    try {
      const response = await fetch(url, {
        method,
        redirect: "error",
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
      });
      return { status: response.status, headers: response.headers, body: await bodyOf(response) };
    } catch (error) {
      signal.throwIfAborted();
      if (!last) return undefined;
      const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : "";
      throw new Error(`${url.host} could not be reached: ${reason}`, { cause: error });
    }
  }
}
