-- AlterTable
ALTER TABLE "SignIn" ADD COLUMN     "provedUntil" TIMESTAMPTZ(3);
