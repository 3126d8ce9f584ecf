import { directory, type Entry, type Extra, linkTo, nothing, type Parts, type Share, textFile } from './layer.ts'

/** What a rule is asked about: the layer's line in the history and the settings of the image. */
export interface LayerOrigin {
  readonly reference: string
  readonly createdBy: string
  readonly environment: ReadonlyMap<string, string>
  readonly size: number
  readonly isSlim: boolean
  readonly isAlpine: boolean
}

type Rule = readonly [matches: RegExp, parts: (origin: LayerOrigin) => Parts]

/** The content of a layer that installs a language, a build tool or a server; undefined when none is recognised. */
export function toolchainAt(origin: LayerOrigin): Parts | undefined {
  const text = `${origin.reference} ${origin.createdBy.replace(/\s+/g, ' ')}`
  return rules.find(([matches]) => matches.test(text))?.[1](origin)
}

/** Lines that make a folder and nothing else: what they look like, the folder, its mode and owner. */
const emptyFolders: readonly (readonly [RegExp, string, string | 0, Extra?])[] = [
  [/RUN mkdir \/docker-entrypoint-initdb\.d/, 'docker-entrypoint-initdb.d/', 0],
  [/RUN mkdir \/data && chown redis:redis \/data/, 'data/', 0, { uid: 999, gid: 1000 }],
  [/alpine RUN install .* 3777 \/var\/run\/postgresql/, 'run/postgresql/', '3777', { uid: 70, gid: 70 }],
  [/RUN install .* 3777 \/var\/run\/postgresql/, 'run/postgresql/', '3777', { uid: 999, gid: 999 }],
  [/alpine RUN install .* 1777 "\$PGDATA"/, 'var/lib/postgresql/data/', '1777', { uid: 70, gid: 70 }],
  [/RUN install .* 1777 "\$PGDATA"/, 'var/lib/postgresql/data/', '1777', { uid: 999, gid: 999 }],
]

const rules: readonly Rule[] = [
  [/ln -s(vT|T)? [^;&]*python3|for src in idle3/, pythonLinks],
  [/get-pip\.py "?\$PYTHON_GET_PIP_URL/, pip],
  [/Python-\$PYTHON_VERSION/, python],
  [/node-v\$NODE_VERSION/, node],
  [/yarn-v\$YARN_VERSION/, yarn],
  [/^node\S* COPY docker-entrypoint\.sh/, () => script('usr/local/bin/docker-entrypoint.sh', 'node-entrypoint')],
  [/^golang\S* COPY \/target\//, go],
  [
    /GOPATH\/src/,
    () => ({
      known: [directory('go/src/', '1777'), directory('go/bin/', '1777'), directory('go/', '1777')],
      shares: [],
    }),
  ],
  [/apache-maven-\$\{MAVEN_VERSION\}|COPY \/usr\/share\/maven \/usr\/share\/maven/, maven],
  [
    /ln -s \$\{MAVEN_HOME\}\/bin\/mvn/,
    () => ({ known: [linkTo('usr/bin/mvn', '/usr/share/maven/bin/mvn')], shares: [] }),
  ],
  [/mvn-entrypoint\.sh/, () => script('usr/local/bin/mvn-entrypoint.sh', 'entrypoint')],
  [
    /usr\/share\/maven\/ref/,
    () => ({
      known: [],
      shares: [{ path: 'usr/share/maven/ref/settings-docker.xml', weight: 1, extra: { kind: 'text' } }],
    }),
  ],
  [/docker-java-home/, () => script('usr/local/bin/docker-java-home', 'docker-java-home')],
  [/__cacert_entrypoint\.sh/, () => script('__cacert_entrypoint.sh', 'entrypoint')],
  [/openjdk\.tgz|AdoptOpenJDK\/openjdk|BINARY_URL=/, java],
  [/Downloading Gradle/, gradle],
  [/^\S*dotnet\S* COPY \/dotnet/, dotnet],
  [/^rust.*rustArch/, rust],
  [/^nginx.* RUN set -x/, nginx],
  [/^nginx.* COPY docker-entrypoint\.sh/, () => script('docker-entrypoint.sh', 'entrypoint')],
  [
    /COPY (\d\d-[a-z0-9.-]+) \/docker-entrypoint\.d/,
    (origin) => script(`docker-entrypoint.d/${/COPY (\S+)/.exec(origin.createdBy)?.[1] ?? 'script'}`, 'true', ''),
  ],
  [/^(postgres|redis)\S* COPY docker-entrypoint/, () => script('usr/local/bin/docker-entrypoint.sh', 'entrypoint')],
  [/COPY httpd-foreground/, () => script('usr/local/bin/httpd-foreground', 'httpd-foreground')],
  [/^hello-world/, () => single('hello', 'hello-world')],
  [/COPY docker-php-source/, () => script('usr/local/bin/docker-php-source', 'docker-php-source')],
  [/COPY docker-php-ext/, phpScripts],
  [
    /RUN set -eux; mkdir -p "\$PHP_INI_DIR\/conf\.d"/,
    () => ({
      known: [directory('usr/local/etc/php/conf.d/'), directory('var/www/html/', '1777', { uid: 82, gid: 82 })],
      shares: [],
    }),
  ],
  [/httpd\S* .*httpd-\$HTTPD_VERSION/, httpd],
  [/tianon\/gosu/, () => single('usr/local/bin/gosu', 'gosu')],
  ...emptyFolders.map(
    ([matches, path, mode, owner]): Rule => [matches, () => ({ known: [directory(path, mode, owner)], shares: [] })],
  ),
]

function httpd(): Parts {
  const names = ['ab', 'apachectl', 'apxs', 'htpasswd', 'rotatelogs']
  return {
    known: [
      textFile(
        'usr/local/apache2/conf/httpd.conf',
        'ServerRoot "/usr/local/apache2"\nListen 80\nLoadModule mime_module modules/mod_mime.so\n#LoadModule rewrite_module modules/mod_rewrite.so\nDocumentRoot "/usr/local/apache2/htdocs"\n<Directory "/usr/local/apache2/htdocs">\n    AllowOverride None\n    Require all granted\n</Directory>\n',
      ),
      textFile('usr/local/apache2/htdocs/index.html', '<html><body><h1>It works!</h1></body></html>\n'),
    ],
    shares: [
      run('usr/local/apache2/bin/httpd', 900),
      ...names.map((name) => run(`usr/local/apache2/bin/${name}`, 60)),
      rest('usr/local/apache2/modules', 9000, 'binary'),
      rest('usr/local/apache2', 20_000, 'binary'),
    ],
  }
}

function phpScripts(): Parts {
  const names = ['docker-php-ext-configure', 'docker-php-ext-enable', 'docker-php-ext-install']
  return {
    known: [],
    shares: [
      {
        path: 'usr/local/bin/docker-php-entrypoint',
        weight: 1,
        mode: '755',
        extra: { program: 'entrypoint', kind: 'text' },
      },
      ...names.map(
        (name): Share => ({
          path: `usr/local/bin/${name}`,
          weight: 8,
          mode: '755',
          extra: { program: name, kind: 'text' },
        }),
      ),
    ],
  }
}

/** A script of the image that is not computed line by line but known by what it does. */
function script(path: string, program: string, folder = ''): Parts {
  const extra: Extra = { program, kind: 'text' }
  return { known: [], shares: [{ path: `${folder}${path}`, weight: 1, mode: '755', extra }] }
}

function single(path: string, program: string): Parts {
  return { known: [], shares: [{ path, weight: 1, mode: '755', extra: { program } }] }
}

function run(path: string, weight: number, program?: string): Share {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return { path, weight, mode: '755', extra: { program: program ?? name } }
}

function rest(path: string, weight: number, kind: Extra['kind'] = 'text'): Share {
  return { path: `${path}/.other-files`, weight, ...(kind === undefined ? {} : { extra: { kind } }) }
}

function pythonVersion(origin: LayerOrigin): string {
  return (origin.environment.get('PYTHON_VERSION') ?? '3.13.0').split('.').slice(0, 2).join('.')
}

function python(origin: LayerOrigin): Parts {
  const minor = pythonVersion(origin)
  const lib = `usr/local/lib/python${minor}`
  // The museum piece installs pip in a layer of its own.
  const withPip = !origin.environment.has('PYTHON_PIP_VERSION')
  const shares: Share[] = [
    { ...run(`usr/local/bin/python${minor}`, 15, 'python3') },
    { path: `usr/local/lib/libpython${minor}.so.1.0`, weight: 8500, mode: '755' },
    rest(`${lib}/lib-dynload`, 6000, 'binary'),
    rest(lib, 13000),
    rest(`usr/local/include/python${minor}`, 1300),
    run('usr/local/bin/idle3', 0.1, 'idle'),
    run('usr/local/bin/pydoc3', 0.1, 'pydoc'),
    run('usr/local/bin/python3-config', 2, 'python3-config'),
  ]
  if (withPip) shares.push(...pipShares(minor))
  return { known: [linkTo('usr/local/bin/python3', `python${minor}`), ...(withPip ? pipInfo(origin) : [])], shares }
}

function pipShares(minor: string): readonly Share[] {
  return [
    rest(`usr/local/lib/python${minor}/site-packages/pip`, 7000),
    run('usr/local/bin/pip3', 0.24, 'pip'),
    run(`usr/local/bin/pip${minor}`, 0.24, 'pip'),
  ]
}

function pipInfo(origin: LayerOrigin): readonly Entry[] {
  const minor = pythonVersion(origin)
  const version = origin.environment.get('PYTHON_PIP_VERSION') ?? '25.3'
  const folder = `usr/local/lib/python${minor}/site-packages/pip-${version}.dist-info`
  return [textFile(`${folder}/METADATA`, `Metadata-Version: 2.1\nName: pip\nVersion: ${version}\n`)]
}

function pip(origin: LayerOrigin): Parts {
  const minor = pythonVersion(origin)
  return {
    known: pipInfo(origin),
    shares: [
      ...pipShares(minor),
      run('usr/local/bin/pip', 0.24, 'pip'),
      rest(`usr/local/lib/python${minor}/site-packages/setuptools`, 2500),
      rest(`usr/local/lib/python${minor}/site-packages/wheel`, 150),
    ],
  }
}

function pythonLinks(origin: LayerOrigin): Parts {
  const names = origin.environment.has('PYTHON_PIP_VERSION')
    ? ['idle', 'pydoc', 'python', 'python-config']
    : ['idle', 'pip', 'pydoc', 'python', 'python-config']
  return {
    known: names.map((name) =>
      linkTo(`usr/local/bin/${name}`, name === 'python-config' ? 'python3-config' : `${name}3`),
    ),
    shares: [],
  }
}

function node(origin: LayerOrigin): Parts {
  const known: Entry[] = [
    linkTo('usr/local/bin/nodejs', '/usr/local/bin/node'),
    linkTo('usr/local/bin/npm', '../lib/node_modules/npm/bin/npm-cli.js'),
    linkTo('usr/local/bin/npx', '../lib/node_modules/npm/bin/npx-cli.js'),
  ]
  const shares: Share[] = [
    run('usr/local/bin/node', 118_000),
    run('usr/local/lib/node_modules/npm/bin/npm-cli.js', 0.054, 'npm'),
    run('usr/local/lib/node_modules/npm/bin/npx-cli.js', 3, 'npx'),
    rest('usr/local/lib/node_modules/npm', 11_500),
    rest('usr/local/include/node', 9500),
    rest('usr/local/share/doc/node', 3000),
  ]
  if (!/^node:2[5-9]/.test(origin.reference)) {
    known.push(linkTo('usr/local/bin/corepack', '../lib/node_modules/corepack/dist/corepack.js'))
    shares.push(
      run('usr/local/lib/node_modules/corepack/dist/corepack.js', 1, 'corepack'),
      rest('usr/local/lib/node_modules/corepack', 1100),
    )
  }
  if (origin.isAlpine)
    shares.push({ path: 'usr/lib/libstdc++.so.6.0.34', weight: 2700 }, { path: 'usr/lib/libgcc_s.so.1', weight: 170 })
  return { known, shares }
}

function yarn(origin: LayerOrigin): Parts {
  const home = `opt/yarn-v${origin.environment.get('YARN_VERSION') ?? '1.22.22'}`
  return {
    known: [linkTo('usr/local/bin/yarn', `/${home}/bin/yarn`), linkTo('usr/local/bin/yarnpkg', `/${home}/bin/yarnpkg`)],
    shares: [
      run(`${home}/bin/yarn`, 1, 'yarn'),
      run(`${home}/bin/yarnpkg`, 0.1, 'yarn'),
      { path: `${home}/lib/cli.js`, weight: 5100, extra: { kind: 'text' } },
      rest(home, 80),
    ],
  }
}

function go(origin: LayerOrigin): Parts {
  const version = origin.environment.get('GOLANG_VERSION') ?? '1.25'
  return {
    known: [
      textFile('usr/local/go/VERSION', `go${version}\n`),
      linkTo('usr/local/go/pkg/tool/linux_amd64/cover', '../../../bin/go'),
    ],
    shares: [
      run('usr/local/go/bin/go', 13_500),
      run('usr/local/go/bin/gofmt', 2800),
      rest('usr/local/go/pkg/tool/linux_amd64', 95_000, 'binary'),
      rest('usr/local/go/src', 75_000),
      rest('usr/local/go/test', 8000),
      rest('usr/local/go/api', 4500),
      rest('usr/local/go/lib', 1500),
    ],
  }
}

function java(origin: LayerOrigin): Parts {
  const home = (origin.environment.get('JAVA_HOME') ?? '/opt/java/openjdk').slice(1)
  const isJdk = /^(maven|gradle)|-jdk/.test(origin.reference)
  const version = origin.environment.get('JAVA_VERSION') ?? ''
  const shares: Share[] = [
    run(`${home}/bin/java`, 12),
    run(`${home}/bin/keytool`, 12),
    rest(`${home}/bin`, 180, 'binary'),
    { path: `${home}/lib/modules`, weight: isJdk ? 125_000 : 95_000, extra: { kind: 'packed' } },
    { path: `${home}/lib/server/libjvm.so`, weight: 22_000, mode: '755' },
    { path: `${home}/lib/server/classes.jsa`, weight: 13_000 },
    { path: `${home}/lib/security/cacerts`, weight: 160, extra: { kind: 'packed' } },
    rest(`${home}/lib`, 12_000, 'binary'),
    rest(`${home}/legal`, 1500),
    rest(`${home}/conf`, 80),
  ]
  if (isJdk) {
    for (const tool of ['javac', 'jar', 'javadoc', 'jshell', 'jlink', 'jdeps', 'jcmd', 'jmap', 'jps', 'jstack'])
      shares.push(run(`${home}/bin/${tool}`, 12))
    shares.push(
      { path: `${home}/lib/src.zip`, weight: 50_000, extra: { kind: 'packed' } },
      rest(`${home}/jmods`, 78_000, 'packed'),
      { path: `${home}/lib/ct.sym`, weight: 9000, extra: { kind: 'packed' } },
    )
  }
  return {
    known: [textFile(`${home}/release`, `JAVA_VERSION="${version.replace(/^jdk-?/, '').replace(/\+.*/, '')}"\n`)],
    shares,
  }
}

function maven(): Parts {
  return {
    known: [linkTo('usr/bin/mvn', '/usr/share/maven/bin/mvn')],
    shares: [
      run('usr/share/maven/bin/mvn', 6),
      run('usr/share/maven/bin/mvnDebug', 2, 'mvn'),
      rest('usr/share/maven/lib', 9300, 'packed'),
      rest('usr/share/maven/boot', 55, 'packed'),
      rest('usr/share/maven/conf', 12),
      rest('usr/share/maven', 60),
    ],
  }
}

function gradle(): Parts {
  return {
    known: [linkTo('usr/bin/gradle', '/opt/gradle/bin/gradle')],
    shares: [run('opt/gradle/bin/gradle', 9), rest('opt/gradle/lib', 150_000, 'packed'), rest('opt/gradle', 500)],
  }
}

function dotnet(origin: LayerOrigin): Parts {
  // The SDK lies beside the runtime that a layer below brings.
  if (origin.size > 200_000_000)
    return {
      known: [],
      shares: [rest('usr/share/dotnet/sdk', 380_000, 'binary'), rest('usr/share/dotnet/packs', 95_000, 'binary')],
    }
  const isAsp = origin.size < 40_000_000
  return isAsp
    ? { known: [], shares: [rest('usr/share/dotnet/shared/Microsoft.AspNetCore.App', 1, 'binary')] }
    : {
        known: [linkTo('usr/bin/dotnet', '/usr/share/dotnet/dotnet')],
        shares: [
          run('usr/share/dotnet/dotnet', 70),
          rest('usr/share/dotnet/shared/Microsoft.NETCore.App', 73_000, 'binary'),
        ],
      }
}

function rust(): Parts {
  const toolchain = 'usr/local/rustup/toolchains/stable'
  return {
    known: ['rustfmt', 'clippy-driver', 'rustdoc'].map((name) => linkTo(`usr/local/cargo/bin/${name}`, 'rustup')),
    shares: [
      run('usr/local/cargo/bin/rustup', 15_000),
      run('usr/local/cargo/bin/cargo', 2_500),
      run('usr/local/cargo/bin/rustc', 2_500),
      rest(`${toolchain}/lib`, 400_000, 'binary'),
      rest(`${toolchain}/bin`, 60_000, 'binary'),
      rest(`${toolchain}/share`, 30_000),
    ],
  }
}

function nginx(origin: LayerOrigin): Parts {
  // The second RUN of the alpine image adds modules to what the first installed.
  if (origin.isAlpine && origin.size > 20_000_000)
    return { known: [], shares: [rest('usr/lib/nginx/modules', 1, 'binary')] }
  return {
    known: [
      textFile(
        'etc/nginx/nginx.conf',
        'user nginx;\nworker_processes auto;\nerror_log /var/log/nginx/error.log notice;\npid /run/nginx.pid;\nevents { worker_connections 1024; }\nhttp {\n  include /etc/nginx/mime.types;\n  access_log /var/log/nginx/access.log;\n  include /etc/nginx/conf.d/*.conf;\n}\n',
      ),
      textFile(
        'etc/nginx/conf.d/default.conf',
        'server {\n  listen 80;\n  server_name localhost;\n  location / {\n    root /usr/share/nginx/html;\n    index index.html index.htm;\n  }\n}\n',
      ),
      textFile(
        'usr/share/nginx/html/index.html',
        '<!DOCTYPE html>\n<html>\n<head><title>Welcome to nginx!</title></head>\n<body><h1>Welcome to nginx!</h1></body>\n</html>\n',
      ),
      textFile(
        'usr/share/nginx/html/50x.html',
        '<!DOCTYPE html>\n<html>\n<head><title>Error</title></head>\n<body><h1>An error occurred.</h1></body>\n</html>\n',
      ),
      linkTo('var/log/nginx/access.log', '/dev/stdout'),
      linkTo('var/log/nginx/error.log', '/dev/stderr'),
      directory('var/cache/nginx/', 0, { uid: 101, gid: 101 }),
      directory('docker-entrypoint.d/'),
    ],
    shares: [
      run('usr/sbin/nginx', 1600),
      run(origin.isAlpine ? 'usr/local/bin/envsubst' : 'usr/bin/envsubst', 35),
      rest('etc/nginx', 12),
      rest('usr/lib/nginx', 900, 'binary'),
    ],
  }
}

/** For layers that only make directories or links: nothing that has bytes. */
export const noFiles: Parts = nothing
