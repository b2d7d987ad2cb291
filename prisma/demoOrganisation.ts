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
