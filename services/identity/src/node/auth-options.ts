import { hash, verify } from "@node-rs/argon2";
import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins/two-factor";
import { isUnavailable } from "@practicum/db/errors";
import { doorSession } from "./door-session.ts";
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import pg from "pg";

export interface AuthSettings {
  /** Connection string with identity's own role. */
  readonly databaseUrl: string;
  /** Signs cookies and encrypts TOTP secrets; at least 32 characters. */
  readonly secret: string;
  /** Whether people reach the gateway by https. */
  readonly secureCookies: boolean;
  readonly idleMinutes: number;
}

/** Argon2id with OWASP's first choice of parameters: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2);
}

/**
 * The statement that hears of a connection's end hears of it before the socket does. A connection that said so goes out of use at
 * once: whoever got it in that moment would fail too.
 */
function leavingBroken(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      let broken = false;
      const query: unknown = async (sql: string, parameters: unknown[]) => {
        try {
          return await client.query(sql, parameters);
        } catch (error) {
          broken ||= isUnavailable(error);
          throw error;
        }
      };
      const release = (destroy?: boolean) => client.release(destroy === true || broken);
      // Of the two ways to ask, nobody here streams by a cursor.
      return { query: query as PostgresPoolClient["query"], release };
    },
  };
}

/** better-auth over identity's own tables. Nothing of it is reachable but what `practice-auth.ts` calls (IDN-48). */
export function openAuth(settings: AuthSettings) {
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: 3,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: "practicum identity sign-in",
    options: "-c search_path=identity,public -c statement_timeout=10000 -c timezone=UTC",
  });
  // As in packages/db: a connection that dies in use tells whoever uses it, and must not end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: leavingBroken(pool) }) });
  const auth = betterAuth({
    appName: "Practicum",
    // Addresses are the gateway's business; this one is never seen.
    baseURL: "http://identity.invalid",
    secret: settings.secret,
    database: { db, type: "postgres", transaction: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Attempts are counted in our own table (IDN-43).
    rateLimit: { enabled: false },
    user: {
      modelName: "auth_user",
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
      additionalFields: { staffId: { type: "string", required: true, input: false, fieldName: "staff_id" } },
    },
    session: {
      modelName: "auth_session",
      fields: {
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
      expiresIn: settings.idleMinutes * 60,
      // Each sign of life moves the end; reading never does, because it is asked with `disableRefresh`.
      updateAge: 0,
      cookieCache: { enabled: false },
    },
    account: {
      modelName: "auth_account",
      fields: {
        userId: "user_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    verification: {
      modelName: "auth_verification",
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ hash: kept, password }) => verify(kept, password) },
    },
    plugins: [
      doorSession(),
      twoFactor({
        issuer: "Practicum",
        twoFactorTable: "auth_two_factor",
        // Its own lock takes in the browser that the person is known by: who has the password could keep the person out. IDN-111 counts.
        accountLockout: { enabled: false },
        schema: {
          user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
          twoFactor: {
            fields: {
              userId: "user_id",
              backupCodes: "backup_codes",
              failedVerificationCount: "failed_verification_count",
              lockedUntil: "locked_until",
            },
          },
        },
      }),
    ],
    advanced: {
      cookiePrefix: "practicum",
      useSecureCookies: settings.secureCookies,
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", path: "/" },
      disableOriginCheck: false,
      ipAddress: { disableIpTracking: true },
    },
  });
  return { auth, close: () => db.destroy() };
}

export type Auth = ReturnType<typeof openAuth>["auth"];
