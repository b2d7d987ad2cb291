-- AlterTable
ALTER TABLE "PushSubscription" ALTER COLUMN "language" SET DATA TYPE VARCHAR(35);

-- Languages were values of an enumeration; they are BCP 47 tags.
UPDATE "PushSubscription" SET "language" = CASE "language" WHEN 'ZH_CN' THEN 'zh-CN' ELSE 'en' END;

UPDATE "AgentSetting" SET "value" = CASE "value" WHEN '"ZH_CN"' THEN '"zh-CN"'::jsonb ELSE '"en"'::jsonb END
WHERE "name" = 'language' AND "value" IN ('"ZH_CN"', '"EN"');
