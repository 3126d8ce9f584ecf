import { program } from '../program.ts'
import { addGroupAsBusybox, addUserAsBusybox, deleteAsBusybox } from './busybox.ts'
import { addAsDebian, deleteAsDebian } from './debian.ts'

const exact =
  'What is written to the account files, and the home directory: as busybox on Alpine, and as the scripts of Debian 12, each with its own words.'

/** `adduser`: adds a user. */
export const adduser = program({
  names: ['adduser'],
  summary: 'Adds a user, or a user to a group.',
  exact,
  missing: 'Questions: in a build nobody answers them.',
  run: (process, flavour) => (flavour === 'gnu' ? addAsDebian(process) : addUserAsBusybox(process)),
})

/** `addgroup`: adds a group. */
export const addgroup = program({
  names: ['addgroup'],
  summary: 'Adds a group, or a user to a group.',
  exact,
  run: (process, flavour) => (flavour === 'gnu' ? addAsDebian(process) : addGroupAsBusybox(process)),
})

/** `deluser`: removes a user. */
export const deluser = program({
  names: ['deluser'],
  summary: 'Removes a user, or a user from a group.',
  exact,
  missing: 'Debian: removing files (--remove-home and the like), for which its script needs perl.',
  run: (process, flavour) => (flavour === 'gnu' ? deleteAsDebian(process) : deleteAsBusybox(process)),
})

/** `delgroup`: removes a group. */
export const delgroup = program({
  names: ['delgroup'],
  summary: 'Removes a group, or a user from a group.',
  exact,
  run: (process, flavour) => (flavour === 'gnu' ? deleteAsDebian(process) : deleteAsBusybox(process)),
})
