import { makeCertificate, type CertificateOptions } from "./made-certificate";
import { TlsHost, type TlsHostOptions } from "./tls-host";

/** What a host does otherwise than was declared. */
export interface Served extends Partial<Omit<TlsHostOptions, "certificate">> {
  readonly certificate?: Partial<CertificateOptions>;
}

/** Hosts of an authority of their own that keep everything a test declares, but for what the test says. */
export class ServedHosts {
  readonly authority = makeCertificate({ name: "Deltawerk test authority", isAuthority: true });
  private readonly started: TlsHost[] = [];

  /** @param policy of the certificate, which says how its owner was validated */
  constructor(private readonly policy: string) {}

  async start(name: string, { certificate, ...others }: Served = {}): Promise<TlsHost> {
    const host = await TlsHost.start({
      authority: this.authority,
      header: "max-age=31536000; includeSubDomains",
      versions: { from: "TLSv1.2", to: "TLSv1.3" },
      ...others,
      certificate: makeCertificate({ name, issuer: this.authority, policies: [this.policy], ...certificate }),
    });
    this.started.push(host);
    return host;
  }

  async stop(): Promise<void> {
    await Promise.all(this.started.splice(0).map((one) => one.stop()));
  }
}
