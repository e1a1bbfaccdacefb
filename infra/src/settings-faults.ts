import type { Settings } from "./settings-schema.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);

/** What does not fit together, or is no address of what it should be: a sentence each, with the remedy. */
export function faultsOf({ database, broker, web, backups, mail }: Settings): readonly string[] {
  const faults: (string | undefined)[] = [
    addressFault(
      "database.url (DATABASE_URL)",
      database.url,
      ["postgresql:", "postgres:"],
      "postgresql://USER:PASSWORD@HOST:5432/postgres",
    ),
    broker.url === "memory"
      ? undefined
      : addressFault(
          "broker.url (NATS_URL)",
          broker.url,
          ["nats:", "tls:"],
          "nats://USER:PASSWORD@HOST:4222, or memory",
        ),
    ...web.publicOrigins.map(originFault),
  ];
  if (!LOOPBACK.has(web.listen) && web.publicOrigins.length === 0)
    faults.push(
      `web.publicOrigins: name the addresses that people type, because web.listen (${web.listen}) lets other machines in and all other names are refused.`,
    );
  if (backups.to !== undefined && backups.keyFile === undefined)
    faults.push("backups.keyFile: name the key that backups are encrypted for; `practicum backup key FILE` makes one.");
  if (backups.to !== undefined && database.url !== undefined)
    faults.push(
      "backups.to: the database is on a server of your own, which is backed up by that server's tools; leave this out.",
    );
  faults.push(...tlsFaults({ database, broker, web }), ...mailFaults(mail));
  if (web.secureCookies === true && web.publicOrigins.some((origin) => origin.startsWith("http:")))
    faults.push("web.secureCookies: a browser sends such cookies by https alone, and a public origin is http.");
  return faults.filter((fault) => fault !== undefined);
}

function mailFaults({ host, from, tls, user, passwordFile, caFile }: Settings["mail"]): readonly string[] {
  const faults: string[] = [];
  if (host === undefined) {
    if (from !== undefined || user !== undefined || passwordFile !== undefined)
      faults.push("mail.host: name the mail server, or leave out all of mail.");
    return faults;
  }
  if (from === undefined) faults.push("mail.from: name the address that mail comes from.");
  if (tls === "none" && !LOOPBACK.has(host))
    faults.push(`mail.tls: "none" is for a server on this machine alone; ${host} would get everything in clear.`);
  if (tls === "none" && caFile !== undefined)
    faults.push("mail.caFile: without TLS there is no certificate to look at.");
  if ((user === undefined) !== (passwordFile === undefined))
    faults.push("mail.user, mail.passwordFile: one is no use without the other; name both.");
  return faults;
}

function tlsFaults({ database, broker, web }: Pick<Settings, "database" | "broker" | "web">): readonly string[] {
  const faults: string[] = [];
  const hasPair = hasCertificate({ web });
  if (!hasPair && (web.certificateFile !== undefined || web.keyFile !== undefined))
    faults.push("web.certificateFile, web.keyFile: one is no use without the other; name both.");
  if (hasPair && (web.publicOrigins.length === 0 || web.publicOrigins.some((origin) => !origin.startsWith("https://"))))
    faults.push(
      'web.publicOrigins: with a certificate name what people type, all of it https: ["https://practice.example"].',
    );
  if (web.redirectPort !== undefined && !hasPair)
    faults.push("web.redirectPort: there is nothing to send people on to without web.certificateFile and web.keyFile.");
  if (web.redirectPort !== undefined && web.redirectPort === web.port)
    faults.push(`web.redirectPort: ${web.port} is web.port already; plain HTTP needs a port of its own, mostly 80.`);
  for (const [name, { url, tls, caFile }] of Object.entries({ database, broker })) {
    if (tls === "verify" && (url === undefined || url === "memory"))
      faults.push(`${name}.tls: it is for a server of your own; name that in ${name}.url, or leave this out.`);
    if (caFile !== undefined && tls !== "verify")
      faults.push(`${name}.caFile: it is looked at with ${name}.tls "verify" alone; write that too.`);
  }
  return faults;
}

/** Whether the gateway speaks HTTPS itself. */
export function hasCertificate({ web }: Pick<Settings, "web">): boolean {
  return web.certificateFile !== undefined && web.keyFile !== undefined;
}

/** Whether sessions are for https alone. */
export function cookiesAreSecure({ web }: Settings): boolean {
  const allHttps = web.publicOrigins.length > 0 && web.publicOrigins.every((origin) => origin.startsWith("https://"));
  return web.secureCookies ?? allHttps;
}

function addressFault(
  name: string,
  text: string | undefined,
  protocols: readonly string[],
  example: string,
): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  // The text itself may hold a password.
  if (url === null) return `${name}: this is no address. Write ${example}.`;
  if (!protocols.includes(url.protocol))
    return `${name}: an address of ${url.protocol}// is of something else. Write ${example}.`;
  return url.hostname === "" ? `${name}: the host is missing. Write ${example}.` : undefined;
}

function originFault(origin: string): string | undefined {
  const name = "web.publicOrigins";
  const url = URL.parse(origin);
  if (url === null || !/^https?:$/.test(url.protocol))
    return `${name}: "${origin}" is no web address. Write https://practice.example.`;
  if (url.origin !== origin.replace(/\/$/, "").toLowerCase())
    return `${name}: "${origin}" has more than a name and a port. Write ${url.origin}.`;
  if (url.protocol === "http:" && !LOOPBACK.has(url.hostname))
    return `${name}: "${origin}" would carry passwords and records in clear over the network. Put TLS before it and write https://${url.host}.`;
  return undefined;
}
