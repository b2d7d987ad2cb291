import { Permission } from '../../prisma/generated/client/enums.ts';

/** What every agent does: answer, and help the colleagues of the own department and of those below it (SPEC 6 and 7). */
const answering: Permission[] = [
  'SEE_OWN_SESSIONS',
  'SEE_DEPARTMENT_SESSIONS',
  'ASSIST_SESSIONS',
  'TRANSFER_SESSIONS',
  'END_COLLEAGUES_SESSIONS',
  'EDIT_VISITORS',
  'USE_DO_NOT_DISTURB',
  'BLOCK_VISITORS',
  'SEE_CONTACT_DATA',
];

/** The roles that every organisation begins with. */
export const shippedRoles: { name: string; permissions: Permission[] }[] = [
  { name: '管理员', permissions: Object.values(Permission) },
  {
    name: '主管',
    permissions: [
      ...answering,
      'TRANSFER_COLLEAGUES_SESSIONS',
      'UNBLOCK_VISITORS',
      'SEE_ASSIGNMENTS',
      'REVEAL_CONTACT_DATA',
      'MANAGE_TAGS',
      'MANAGE_PUBLIC_QUICK_REPLIES',
      'SEE_REPORTS',
    ],
  },
  { name: '客服', permissions: answering },
];
