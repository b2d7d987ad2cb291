import File from '@lucide/svelte/icons/file';
import FileArchive from '@lucide/svelte/icons/file-archive';
import FileHeadphone from '@lucide/svelte/icons/file-headphone';
import FilePlay from '@lucide/svelte/icons/file-play';
import FileSpreadsheet from '@lucide/svelte/icons/file-spreadsheet';
import FileText from '@lucide/svelte/icons/file-text';
import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';

const icons: [endings: RegExp, icon: typeof File][] = [
  [/\.(pdf|docx?|wps|odt|rtf|txt|md|log)$/i, FileText],
  [/\.(xlsx?|et|ods|csv|tsv)$/i, FileSpreadsheet],
  [/\.zip$/i, FileArchive],
  [/\.(mp3|m4a|aac|wav|ogg|oga|opus|flac|amr)$/i, FileHeadphone],
  [/\.(mp4|m4v|mov|webm|3gp)$/i, FilePlay],
];

/** The sign for a file; its name ends as what it is, the server sees to that. */
export function fileIcon(name: string): typeof File {
  return icons.find(([endings]) => endings.test(name))?.[1] ?? File;
}

/** No image takes more of a thread, in pixels. */
const most = { width: 320, height: 320 };

/** The room for an image, known before it is loaded so that nothing jumps. */
export function imageRoom({ width, height }: Pick<AttachmentPartsFragment, 'width' | 'height'>) {
  if (!width || !height) return most;
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
