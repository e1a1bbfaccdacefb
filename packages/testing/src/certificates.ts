/**
 * Certificates for tests, made on the spot: an authority of the test's own, and what it issues.
 *
 *     const authority = await testAuthority();
 *     const { cert, key } = await authority.issue({ names: ["localhost"], until: new Date(...) });
 *     ... connect({ ca: authority.cert }) ...
 */
import "reflect-metadata";
import { randomUUID, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  cryptoProvider,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

export interface TestPair {
  /** PEM: the certificate, and the authority's after it. */
  readonly cert: string;
  readonly key: string;
}

export interface Issue {
  readonly names: readonly string[];
  /** Default: an hour ago. */
  readonly from?: Date;
  /** Default: in ninety days. */
  readonly until?: Date;
}

export interface TestAuthority {
  readonly cert: string;
  issue(what: Issue): Promise<TestPair>;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const HOUR_MS = 3_600_000;

export async function testAuthority(): Promise<TestAuthority> {
  cryptoProvider.set(webcrypto as Crypto);
  const keys = await newKeys();
  const name = `CN=Authority ${randomUUID()} of a test`;
  const own = await X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name,
    notBefore: new Date(Date.now() - 10_000 * HOUR_MS),
    notAfter: new Date(Date.now() + 10_000 * HOUR_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [new BasicConstraintsExtension(true, 1, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)],
  });
  const cert = own.toString("pem");
  let serial = 1;
  return {
    cert,
    async issue({ names, from = new Date(Date.now() - HOUR_MS), until = new Date(Date.now() + 2160 * HOUR_MS) }) {
      const issued = await newKeys();
      serial += 1;
      const certificate = await X509CertificateGenerator.create({
        serialNumber: serial.toString(16).padStart(4, "0"),
        subject: `CN=${names[0] ?? "nobody"}`,
        issuer: name,
        notBefore: from,
        notAfter: until,
        signingKey: keys.privateKey,
        publicKey: issued.publicKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new SubjectAlternativeNameExtension(
            names.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value })),
          ),
        ],
      });
      const key = PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", issued.privateKey), "PRIVATE KEY");
      return { cert: `${certificate.toString("pem")}\n${cert}\n`, key: `${key}\n` };
    },
  };
}

function newKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}
