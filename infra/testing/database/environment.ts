/** What the tests read from outside: a PostgreSQL to use in place of the embedded one, owner role with CREATEDB. */
export const testEnvironment = { databaseUrl: process.env.DATABASE_URL_TEST || undefined }
