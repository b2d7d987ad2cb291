import { Permission } from './generated/client/enums.ts';

interface DemoDepartment {
  name: string;
  children?: DemoDepartment[];
}

export const demoDepartments: DemoDepartment = {
  name: '总部',
  children: [
    { name: '网络咨询部', children: [{ name: '咨询一组' }, { name: '咨询二组' }] },
    { name: '导医台' },
  ],
};

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

export const demoAgents = [
  { login: 'admin', displayName: '管理员', department: '总部', role: '管理员' },
  { login: 'supervisor', displayName: '陈主任', department: '网络咨询部', role: '主管' },
  { login: 'lin', displayName: '林医助', department: '网络咨询部', role: '客服' },
  { login: 'wang', displayName: '王医助', department: '网络咨询部', role: '客服' },
] as const;

export const demoSite = {
  name: '渡口门诊',
  key: 'demo',
  greeting: '您好，这里是渡口门诊在线咨询。请问您哪里不舒服，或者想预约哪个科室？我们会尽快回复您。',
  department: '网络咨询部',
};

/** The organisation's own tags; those of the system, which follow a visitor's progress, a migration brings. */
export const demoTags = [
  { name: '老患者', color: '#0f766e', isSystem: false },
  { name: '需回访', color: '#dc2626', isSystem: false },
];
