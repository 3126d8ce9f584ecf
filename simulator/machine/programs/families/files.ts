import type { Program } from '../../process.ts'
import { compressorPrograms } from '../archive/compressors.ts'
import { tar } from '../archive/tar.ts'
import { unzip, zip } from '../archive/zip.ts'
import { chmod } from '../chmod.ts'
import { chgrp, chown } from '../chown.ts'
import { cmp } from '../cmp.ts'
import { cp } from '../cp.ts'
import { dd } from '../dd.ts'
import { df } from '../df.ts'
import { diff } from '../diff/index.ts'
import { du } from '../du.ts'
import { file } from '../file.ts'
import { find } from '../find/index.ts'
import { groups, id, whoami } from '../identity.ts'
import { install } from '../install.ts'
import { ln } from '../ln.ts'
import { dir, ls, vdir } from '../ls/index.ts'
import { mkdir, mkfifo, mknod } from '../make.ts'
import { mktemp } from '../mktemp.ts'
import { mv } from '../mv.ts'
import { basename, dirname } from '../names.ts'
import { pwd, readlink, realpath } from '../readlink.ts'
import { rm, rmdir, unlink } from '../remove.ts'
import { stat } from '../stat.ts'
import { touch } from '../touch.ts'
import { fallocate, sync, truncate } from '../truncate.ts'
import { addgroup, adduser, delgroup, deluser } from '../users/adduser.ts'
import { getent } from '../users/getent.ts'
import { chpasswd, passwd } from '../users/password.ts'
import { groupadd, groupdel, groupmod, userdel } from '../users/shadow.ts'
import { chroot, setpriv, su } from '../users/switch.ts'
import { useradd } from '../users/useradd.ts'
import { usermod } from '../users/usermod.ts'

/** Programs about files, and about whose they are. */
export const filePrograms: readonly Program[] = [
  ls,
  dir,
  vdir,
  mkdir,
  mkfifo,
  mknod,
  rm,
  rmdir,
  unlink,
  cp,
  mv,
  ln,
  install,
  touch,
  chmod,
  chown,
  chgrp,
  stat,
  du,
  df,
  find,
  readlink,
  realpath,
  pwd,
  basename,
  dirname,
  mktemp,
  cmp,
  dd,
  diff,
  truncate,
  fallocate,
  sync,
  id,
  whoami,
  groups,
  adduser,
  addgroup,
  deluser,
  delgroup,
  getent,
  passwd,
  chpasswd,
  groupadd,
  groupdel,
  groupmod,
  userdel,
  chroot,
  setpriv,
  su,
  useradd,
  usermod,
  tar,
  ...compressorPrograms,
  zip,
  unzip,
  file,
]
